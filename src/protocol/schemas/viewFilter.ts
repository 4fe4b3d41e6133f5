/** Schema of a view's filter from outside. */
import * as z from 'zod';
import { entryKinds } from '../../core/transcriptEntry.ts';
import { listOf } from './listOf.ts';

const byteCount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** More peers than an endpoint ever has open. */
export const maxPeersOfView = 20_000;
/** Longer than any text that a user types. */
const needle = z.string().max(10_000);

export const viewFilter = z.strictObject({
  peers: z.exactOptional(listOf(z.string().max(100), { max: maxPeersOfView })),
  kinds: z.exactOptional(z.array(z.enum(entryKinds)).max(entryKinds.length)),
  minBytes: z.exactOptional(byteCount),
  maxBytes: z.exactOptional(byteCount),
  search: z.exactOptional(
    z.union([
      z.strictObject({
        text: needle,
        matchCase: z.exactOptional(z.boolean()),
        wholeWord: z.exactOptional(z.boolean()),
      }),
      z.strictObject({ regex: needle, matchCase: z.exactOptional(z.boolean()) }),
      z.strictObject({ hex: needle }),
    ]),
  ),
  onlyMatches: z.exactOptional(z.boolean()),
});
