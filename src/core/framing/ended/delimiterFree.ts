/**
 * Remembers long frames that were between two delimiters and therefore contain none: an echo isn't searched again,
 * which could block for a tenth of a second. The decoder searched them in as many steps as they took reads.
 */
import { endsWith } from '../sequenceSearch.ts';

/** Searching shorter frames takes less than a millisecond. */
const longBytes = 64 * 1024;

const delimiters = new WeakMap<Uint8Array, Uint8Array>();

/** Remembers a frame if it is long. It must not change afterwards. */
export function markDelimiterFree(delimiter: Uint8Array, frame: Uint8Array): void {
  if (frame.length >= longBytes) delimiters.set(frame, delimiter);
}

/** Whether the frame is known not to contain this delimiter. */
export function isDelimiterFree(delimiter: Uint8Array, frame: Uint8Array): boolean {
  const known = delimiters.get(frame);
  return known !== undefined && known.length === delimiter.length && endsWith(known, delimiter);
}
