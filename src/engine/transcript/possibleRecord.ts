/**
 * Whether Portside can have written a record of a stored log. Checksums tell what was damaged, not what another program wrote. An impossible
 * row counts as unreadable, like a damaged one, so that the code that shows and exports rows needs no checks of its own.
 */
import { copyLimitBytes } from './blockList.ts';
import type { FoundHeader } from './logRecord.ts';

/** Numbers of entries, peers and segments have 32 bits. One beyond this is possible only if the others lead up to it: few are left. */
export const maxStoredNumber = 0xf000_0000;
/** No number after it is ever written, so that the one after the last still has 32 bits. */
export const lastNumber = 0xffff_fffe;
/** Longest event (see eventPayload.ts). */
export const maxEventBytes = 64 * 1024;
/** The last time that a `Date` can have. */
const maxTimeMs = 8.64e15;
/** A segment that is complete has fewer, even if all its frames are empty. */
export const maxSegmentRecords = 2 ** 20;

/** Whether the values in a header go together; the header is undamaged. */
export function isPossible({ header, isBodyUnchecked }: FoundHeader): boolean {
  const { kind, peer, time, length, carryIn } = header;
  if (!(time >= 0 && time <= maxTimeMs)) return false;
  if (kind === 'event') return length <= maxEventBytes && carryIn === 0;
  if (kind === 'peer') return peer > 0 && length <= copyLimitBytes && !isBodyUnchecked && carryIn === 0;
  return true;
}

/** Whether a number can follow those that lead up to `last`, with at most `gap` missing in between. */
export function isNumberPossible(number: number, last: number, gap = 0): boolean {
  return number <= maxStoredNumber || (number <= lastNumber && number - last - 1 <= gap);
}
