/** Collects one part of a stream as it passes: the bytes between two offsets. */

export class StreamPart {
  readonly #at: number;
  readonly #bytes: Uint8Array;
  readonly #take: (bytes: Uint8Array) => void;
  #position = 0;

  /** `take` is called once, with the bytes from `at` to `end`, when they are available. */
  constructor(at: number, end: number, take: (bytes: Uint8Array) => void) {
    this.#at = at;
    this.#bytes = new Uint8Array(Math.max(end - at, 0));
    this.#take = take;
  }

  /** Returns true once the part has been taken; nothing may be pushed afterwards. */
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
