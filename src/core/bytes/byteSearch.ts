/**
 * Finds bytes in others, in time linear in both however often they nearly match (Knuth, Morris and Pratt). Core can't
 * use Node's `Buffer.indexOf`, and `Uint8Array.indexOf` finds single bytes only.
 */
export class ByteSearch {
  readonly #sought: Uint8Array;
  /** By number of matched bytes minus 1: how many of them begin the sequence again if the next byte doesn't match. */
  readonly #retreats: Uint32Array;

  constructor(sought: Uint8Array) {
    this.#sought = sought;
    this.#retreats = retreatsOf(sought);
  }

  /**
   * Returns the offset of the first occurrence from `from` on, or -1. Its distance from there is a multiple of
   * `unitBytes`, so that characters of two bytes aren't found between two others. If nothing is sought, it is found.
   */
  indexIn(bytes: Uint8Array, from: number, unitBytes = 1): number {
    const [sought, retreats] = [this.#sought, this.#retreats];
    if (sought.length === 0) return from <= bytes.length ? from : -1;
    const first = sought[0] as number;
    let matched = 0;
    for (let at = from; at < bytes.length; at++) {
      if (matched === 0) {
        at = bytes.indexOf(first, at);
        if (at < 0) return -1;
      }
      while (matched > 0 && sought[matched] !== bytes[at]) matched = retreats[matched - 1] as number;
      if (sought[matched] === bytes[at]) matched++;
      if (matched < sought.length) continue;
      const start = at + 1 - matched;
      if ((start - from) % unitBytes === 0) return start;
      matched = retreats[matched - 1] as number;
    }
    return -1;
  }
}

function retreatsOf(sought: Uint8Array): Uint32Array {
  const retreats = new Uint32Array(sought.length);
  let matched = 0;
  for (let at = 1; at < sought.length; at++) {
    while (matched > 0 && sought[matched] !== sought[at]) matched = retreats[matched - 1] as number;
    if (sought[matched] === sought[at]) matched++;
    retreats[at] = matched;
  }
  return retreats;
}
