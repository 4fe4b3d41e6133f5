/** How long a removal or a clear can be undone. Data kept for that is deleted afterwards. */
export const undoableMs = 10 * 60_000;

/**
 * Whether something done at `sinceMs` (since the epoch) can still be undone. Setting the clock back doesn't extend the
 * time.
 */
export function isUndoable(sinceMs: number, now: number): boolean {
  return Math.abs(now - sinceMs) <= undoableMs;
}
