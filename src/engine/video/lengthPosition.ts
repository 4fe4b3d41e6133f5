/** Where in a stream of frames with their lengths before them the next one begins, by the lengths alone. */
import { lengthPrefixBytes } from '../../core/video/videoFormat.ts';

export class LengthPosition {
  readonly #isLittle: boolean;
  readonly #maxFrameBytes: number;
  readonly #header = new Uint8Array(lengthPrefixBytes);
  #headerBytes = 0;
  /** Bytes of a frame that are to come. */
  left = 0;

  constructor(endian: 'little' | 'big', maxFrameBytes: number) {
    this.#isLittle = endian === 'little';
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** What came of the next frame's length. */
  get header(): Uint8Array {
    return this.#header.slice(0, this.#headerBytes);
  }

  /** False when a length can't be one: then nothing more can be told. */
  push(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (this.left > 0) {
        const passed = Math.min(this.left, chunk.length - at);
        this.left -= passed;
        at += passed;
      } else {
        this.#header[this.#headerBytes++] = chunk[at++] ?? 0;
        if (this.#headerBytes === lengthPrefixBytes && !this.#begin()) return false;
      }
    }
    return true;
  }

  #begin(): boolean {
    this.#headerBytes = 0;
    const length = new DataView(this.#header.buffer).getBigUint64(0, this.#isLittle);
    if (length > BigInt(this.#maxFrameBytes)) return false;
    this.left = Number(length);
    return true;
  }
}
