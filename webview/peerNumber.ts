/** Parses the number in a peer's id. */

/** Returns a peer's number, which reflects the order of arrival: `p7` is later than `p6`. */
export function peerNumber(id: string): number {
  return Number(id.slice(1));
}
