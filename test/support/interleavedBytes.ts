/** Compares the bytes of streams that arrived in many parts. */

/**
 * Whether the bytes are an interleaving of two others, each in order: messages may wait while later bytes are consumed.
 */
export function isInterleaved(all: Uint8Array[], ones: Uint8Array[], others: Uint8Array[]): boolean {
  const [whole, one, other] = [all, ones, others].map(parts => Buffer.concat(parts)) as [Buffer, Buffer, Buffer];
  if (whole.length !== one.length + other.length) return false;
  let counts = new Set([0]);
  for (const [at, byte] of whole.entries()) {
    const next = new Set<number>();
    for (const count of counts) {
      if (one[count] === byte) next.add(count + 1);
      if (other[at - count] === byte) next.add(count);
    }
    counts = next;
  }
  return counts.has(one.length);
}

export function hexOfParts(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('hex');
}
