/** Schemas of messages from outside: from a page, a caller, or the library's file. */
import * as z from 'zod';
import { checksumNames } from '../../core/bytes/checksum.ts';
import { maxMessageUnits } from '../../core/limits.ts';
import { lineEndings, notations } from '../../core/message/message.ts';

const parts = {
  escapes: z.exactOptional(z.boolean()),
  lineEnding: z.exactOptional(z.enum(lineEndings)),
  checksum: z.exactOptional(z.enum(checksumNames)),
  literal: z.exactOptional(z.boolean()),
};

const text = z.string().max(maxMessageUnits);

export const messageSchema = z.strictObject({ notation: z.enum(notations), text, ...parts });

/**
 * A user needs to write only name and text; keys of a later version are preserved. A text that is too long is listed, too: sending it says
 * what is wrong.
 */
export const savedMessageSchema = z.looseObject({
  name: z.string().min(1).max(200),
  folder: z.exactOptional(z.string().min(1).max(500)),
  endpoint: z.exactOptional(z.string().min(1).max(500)),
  notation: z.enum(notations).default('text'),
  text: z.string(),
  ...parts,
});

/** One that is to be saved. */
export const messageToSaveSchema = savedMessageSchema.extend({ text });
