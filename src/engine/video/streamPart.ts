/** Collects one part of a stream that flows by: the bytes between two places in it. */

export class StreamPart {
  readonly #at: number;
  readonly #bytes: Uint8Array;
  readonly #take: (bytes: Uint8Array) => void;
  #position = 0;

  /** `take` is called once, with the bytes from `at` up to `end`, when they are there. */
  constructor(at: number, end: number, take: (bytes: Uint8Array) => void) {
    this.#at = at;
    this.#bytes = new Uint8Array(Math.max(end - at, 0));
    this.#take = take;
  }

  /** Returns true once the part was taken; nothing may be pushed afterwards. */
  push(chunk: Uint8Array): boolean {
    const from = this.#position;
    this.#position += chunk.length;
    const end = this.#at + this.#bytes.length;
    if (this.#position > this.#at) {
      const piece = chunk.subarray(Math.max(this.#at - from, 0), Math.max(end - from, 0));
      this.#bytes.set(piece, Math.max(from - this.#at, 0));
    }
    if (this.#position < end) return false;
    this.#take(this.#bytes);
    return true;
  }
}
