/** Schemas of messages from outside: from a page, a caller, or the library's file. */
import * as z from 'zod';
import { checksumNames } from '../../core/bytes/checksum.ts';
import { lineEndings, maxMessageUnits, notations } from '../../core/message/message.ts';

const parts = {
  text: z.string().max(maxMessageUnits),
  escapes: z.exactOptional(z.boolean()),
  lineEnding: z.exactOptional(z.enum(lineEndings)),
  checksum: z.exactOptional(z.enum(checksumNames)),
  literal: z.exactOptional(z.boolean()),
};

export const messageSchema = z.strictObject({ notation: z.enum(notations), ...parts });

/** A user must write only name and text; keys of a later version are preserved. */
export const savedMessageSchema = z.looseObject({
  name: z.string().min(1).max(200),
  folder: z.exactOptional(z.string().min(1).max(500)),
  endpoint: z.exactOptional(z.string().min(1).max(500)),
  notation: z.enum(notations).default('text'),
  ...parts,
});
