/** How long a removal or a clear can be undone. What is kept for it is deleted afterwards. */
export const undoableMs = 10 * 60_000;
