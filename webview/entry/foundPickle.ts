/** Finds a pickle in an entry, and reads it. */
import type { PickleFlaw } from '../../src/core/pickle/pickleValue.ts';
import { isPickle } from '../../src/core/pickle/readPickle.ts';
import { type PickleRow, pickleRows } from './pickleNodes.ts';

/** Python's `struct.pack("Q", n)` before each pickle. */
const prefixBytes = 8;
/** Longer ones aren't read in a page. */
const maxPickleBytes = 16 * 1024 * 1024;

export interface FoundPickle {
  /** Offset at which it begins in the entry. */
  readonly at: number;
  readonly root?: PickleRow;
  readonly flaw?: PickleFlaw;
}

/** Returns where a pickle begins, judging by the first bytes: immediately, or after a length of 8 bytes. */
export function pickleStart(bytes: Uint8Array, length: number): number | undefined {
  if (length > maxPickleBytes) return undefined;
  if (isPickle(bytes)) return 0;
  return isPickle(bytes.subarray(prefixBytes)) && isPlausibleLength(bytes) ? prefixBytes : undefined;
}

/** Returns its contents; undefined for something that only begins like one. */
export function pickleOf(bytes: Uint8Array): FoundPickle | undefined {
  const at = pickleStart(bytes, bytes.length);
  if (at === undefined) return undefined;
  const found = pickleRows(bytes.subarray(at));
  if ('root' in found) return { at, root: found.root };
  // Any binary frame may begin with the first byte of a pickle.
  return found.flaw.code === 'truncatedPickle' || found.flaw.code === 'pickleTooComplex'
    ? { at, flaw: found.flaw }
    : undefined;
}

/** In either byte order: not more than anyone sends at once. */
function isPlausibleLength(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, prefixBytes);
  const most = 1n << 40n;
  return view.getBigUint64(0, true) < most || view.getBigUint64(0, false) < most;
}
