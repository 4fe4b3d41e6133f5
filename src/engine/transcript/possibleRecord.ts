/**
 * Checks whether Portside can have written a record of a stored log. Checksums detect damage, but not what another
 * program wrote. An impossible row counts as unreadable, like a damaged one, so that the code that shows and exports
 * rows needs no checks of its own.
 */
import { checkedPayloadBytes, type FoundHeader } from './logRecord.ts';

/**
 * Numbers of entries, peers and segments have 32 bits. A number above this is possible only if the preceding ones lead
 * up to it, since few are left.
 */
export const maxStoredNumber = 0xf000_0000;
/** The highest number that is ever written, so that the next one still has 32 bits. */
export const lastNumber = 0xffff_fffe;
/** Maximum length of an event (see storedEvent.ts). */
export const maxEventBytes = 64 * 1024;
/** The latest time that a `Date` can have. */
const maxTimeMs = 8.64e15;
/** Maximum number of records in a segment. A complete one has fewer, even if all its frames are empty. */
export const maxSegmentRecords = 2 ** 20;

/** Returns true if the values of an undamaged header are consistent. */
export function isPossible({ header, isBodyUnchecked }: FoundHeader): boolean {
  const { kind, peer, time, length, carryIn } = header;
  if (!(time >= 0 && time <= maxTimeMs)) return false;
  if (kind === 'event') return length <= maxEventBytes && carryIn === 0;
  if (kind === 'peer') return peer > 0 && length <= checkedPayloadBytes && !isBodyUnchecked && carryIn === 0;
  return true;
}

/** Returns true if a number can follow `last`, with at most `gap` numbers missing in between. */
export function isNumberPossible(number: number, last: number, gap = 0): boolean {
  return number <= maxStoredNumber || (number <= lastNumber && number - last - 1 <= gap);
}
