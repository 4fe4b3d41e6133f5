/** Binary search. */

/**
 * Returns the first number from `low` on for which `isBefore` returns false, or `high` if there is none. It must return
 * true exactly for the numbers before.
 */
export function partitionPoint(low: number, high: number, isBefore: (at: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isBefore(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
