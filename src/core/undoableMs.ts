/** How long a removal or a clear can be undone. What is kept for it is deleted afterwards. */
export const undoableMs = 10 * 60_000;

/** Whether something that was done at `sinceMs`, in ms since the epoch, can still be undone. A clock that was set back doesn't prolong it. */
export function isUndoable(sinceMs: number, now: number): boolean {
  return Math.abs(now - sinceMs) <= undoableMs;
}
