/**
 * Finds a sequence of bytes in a stream that arrives in chunks, in time linear in the stream whatever the sequence: no
 * byte is read twice (Knuth, Morris and Pratt).
 */

/** Bytes compared one by one before the sequence's first byte is searched natively again, which takes as long. */
const nearBytes = 16;

/** Bytes of a text that are searched before the next native search for the sequence's last byte. */
const windowBytes = 4096;

export class SequenceSearch {
  readonly #sequence: Uint8Array;
  /** By number of matched bytes minus 1: how many of them begin the sequence again if the next byte doesn't match. */
  readonly #retreats: Uint8Array;
  /** Number of bytes at the current end of the stream that begin the sequence. */
  #matched = 0;
  /** Number of bytes of an occurrence that may belong to the next one, too. */
  readonly #shared: number;

  /** The sequence has 1 to 255 bytes. `overlaps` says whether occurrences that share bytes are found. */
  constructor(sequence: Uint8Array, overlaps = false) {
    this.#sequence = sequence;
    this.#retreats = retreatsOf(sequence);
    this.#shared = overlaps ? (this.#retreats.at(-1) ?? 0) : 0;
  }

  /**
   * Returns the offset after the first occurrence that ends in the chunk after `from`, or -1. The next call begins at
   * that offset or with the next chunk. Occurrences don't overlap unless that was chosen.
   */
  endIn(chunk: Uint8Array, from: number): number {
    const [sequence, retreats] = [this.#sequence, this.#retreats];
    const first = sequence[0] as number;
    if (sequence.length === 1) return chunk.indexOf(first, from) + 1 || -1;
    let matched = this.#matched;
    let skipped = nearBytes;
    for (let at = from; at < chunk.length; at++) {
      if (matched === 0 && skipped >= nearBytes) {
        at = chunk.indexOf(first, at);
        if (at < 0) break;
      }
      const byte = chunk[at] as number;
      while (matched > 0 && sequence[matched] !== byte) matched = retreats[matched - 1] as number;
      if (sequence[matched] !== byte) skipped++;
      else {
        skipped = 0;
        if (++matched < sequence.length) continue;
        this.#matched = this.#shared;
        return at + 1;
      }
    }
    this.#matched = matched;
    return -1;
  }

  /**
   * Returns the offset of the first occurrence in a text that is a separate stream, or -1. An occurrence ends with the
   * sequence's last byte, which is searched natively: this skips long runs of its first bytes, which would be read one
   * by one.
   */
  indexIn(text: Uint8Array): number {
    const length = this.#sequence.length;
    const last = this.#sequence[length - 1] as number;
    let end = -1;
    let at = 0;
    this.reset();
    for (let next = text.indexOf(last); next >= 0 && end < 0; next = text.indexOf(last, at)) {
      const from = next + 1 - length;
      if (from > at) {
        this.reset();
        at = from;
      }
      const until = next + windowBytes;
      end = this.endIn(text.subarray(0, until), at);
      at = until;
    }
    this.reset();
    return end < 0 ? -1 : end - length;
  }

  /** Starts over with a new stream. */
  reset(): void {
    this.#matched = 0;
  }
}

export function endsWith(text: Uint8Array, sequence: Uint8Array): boolean {
  if (text.length < sequence.length) return false;
  for (let back = 1; back <= sequence.length; back++) {
    if (text[text.length - back] !== sequence[sequence.length - back]) return false;
  }
  return true;
}

function retreatsOf(sequence: Uint8Array): Uint8Array {
  const retreats = new Uint8Array(sequence.length);
  let matched = 0;
  for (let at = 1; at < sequence.length; at++) {
    while (matched > 0 && sequence[matched] !== sequence[at]) matched = retreats[matched - 1] as number;
    if (sequence[matched] === sequence[at]) matched++;
    retreats[at] = matched;
  }
  return retreats;
}
