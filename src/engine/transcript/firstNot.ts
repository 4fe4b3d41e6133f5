/** Binary search. */

/** Returns the first number from `low` up to `high` for which `isBefore` doesn't hold; it must hold for those before only. */
export function firstNot(low: number, high: number, isBefore: (at: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isBefore(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
