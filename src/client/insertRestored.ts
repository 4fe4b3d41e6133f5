/** Determines the position of a restored item in a list that may have changed meanwhile. */

/**
 * Returns the list with `id` before the first item that followed it in `order`, or after the last one that preceded it; others keep their
 * positions.
 */
export function insertRestored(list: readonly string[], id: string, order: readonly string[]): string[] {
  const at = order.indexOf(id);
  const next = order.slice(at + 1).find(one => list.includes(one));
  const previous = order.slice(0, Math.max(0, at)).findLast(one => list.includes(one));
  const place = next === undefined ? (previous === undefined ? 0 : list.indexOf(previous) + 1) : list.indexOf(next);
  return list.toSpliced(place, 0, id);
}
