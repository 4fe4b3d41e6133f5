/** Compares the bytes of streams that arrived in many parts. */

/**
 * Whether the bytes are an interleaving of two others, each in order: messages may wait while later bytes are consumed.
 */
export function isInterleaved(all: Uint8Array[], ones: Uint8Array[], others: Uint8Array[]): boolean {
  const [whole, one, other] = [all, ones, others].map(parts => Buffer.concat(parts)) as [Buffer, Buffer, Buffer];
  if (whole.length !== one.length + other.length) return false;
  /** How many of the bytes so far may be of the one, in ascending order. */
  let counts = [0];
  for (let at = 0; at < whole.length && counts.length > 0; at++) {
    const next: number[] = [];
    for (const count of counts) {
      if (other[at - count] === whole[at] && next.at(-1) !== count) next.push(count);
      if (one[count] === whole[at]) next.push(count + 1);
    }
    counts = next;
  }
  return counts.includes(one.length);
}
