/** Collects one part of a stream as it passes: the bytes between two offsets. */

export class StreamPart {
  readonly #at: number;
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(at: number, end: number) {
    this.#at = at;
    this.#bytes = new Uint8Array(Math.max(end - at, 0));
  }

  /** Returns the bytes from `at` to `end` once they have all passed; nothing may be pushed afterwards. */
  push(chunk: Uint8Array): Uint8Array | undefined {
    const from = this.#position;
    this.#position += chunk.length;
    const end = this.#at + this.#bytes.length;
    if (this.#position > this.#at) {
      const piece = chunk.subarray(Math.max(this.#at - from, 0), Math.max(end - from, 0));
      this.#bytes.set(piece, Math.max(from - this.#at, 0));
    }
    return this.#position < end ? undefined : this.#bytes;
  }
}
