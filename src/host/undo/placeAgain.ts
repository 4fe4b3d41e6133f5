/** Where something that comes back stands in a list that may have changed meanwhile. */

/** The list with `id` before the first that followed it in `order`, or behind the last that stood before it; others keep their places. */
export function placeAgain(list: readonly string[], id: string, order: readonly string[]): string[] {
  const at = order.indexOf(id);
  const next = order.slice(at + 1).find(one => list.includes(one));
  const previous = order.slice(0, Math.max(0, at)).findLast(one => list.includes(one));
  const place = next === undefined ? (previous === undefined ? 0 : list.indexOf(previous) + 1) : list.indexOf(next);
  return list.toSpliced(place, 0, id);
}
