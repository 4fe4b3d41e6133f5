/** The number in a peer's id. */

/** Peers are numbered in order of arrival: `p7` is later than `p6`. */
export function numberOf(id: string): number {
  return Number(id.slice(1));
}
