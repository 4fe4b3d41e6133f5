/**
 * Whether a record of a stored log can have been written by Portside. Checksums tell what was damaged, not what somebody else wrote: a row
 * that is impossible can't be read, as one that is damaged, so that whoever reads the others need not reckon with anything.
 */
import { copyLimitBytes } from './blockList.ts';
import type { FoundHeader } from './logRecord.ts';

/** Numbers of entries, peers and segments have 32 bits. One beyond this is possible only if the others lead up to it: few are left. */
export const maxStoredNumber = 0xf000_0000;
/** No number after it is ever written, so that the one after the last still has 32 bits. */
export const lastNumber = 0xffff_fffe;
/** No event is as long. */
export const maxEventBytes = 64 * 1024;
/** The last time that a `Date` can have. */
const maxTimeMs = 8.64e15;
/** A segment that is complete has fewer, even if all its frames are empty. */
export const maxSegmentRecords = 2 ** 20;

/** The header must be sound. */
export function isPossible({ header, isBodyUnchecked }: FoundHeader): boolean {
  const { kind, peer, time, length, carryIn } = header;
  if (!(time >= 0 && time <= maxTimeMs)) return false;
  if (kind === 'event') return length <= maxEventBytes && carryIn === 0;
  if (kind === 'peer') return peer > 0 && length <= copyLimitBytes && !isBodyUnchecked && carryIn === 0;
  return true;
}

/** Whether a number can be the next one after those that lead up to `last`, of which `gap` may be missing. */
export function isNumberPossible(number: number, last: number, gap = 0): boolean {
  return number <= maxStoredNumber || (number <= 0xffff_ffff && number - last - 1 <= gap);
}
