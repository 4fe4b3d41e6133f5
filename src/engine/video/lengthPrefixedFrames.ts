/**
 * Splits a stream into frames preceded by their lengths in 8 bytes: by the lengths alone while the frames aren't wanted, otherwise with one
 * copy of each byte. Frames that were never looked at lend their memory to later ones.
 */
import type { Frame } from '../../core/framing/framing.ts';
import { type Endian, lengthPrefixBytes } from '../../core/video/videoLength.ts';

export class LengthPrefixedFrames {
  /** Frames are wanted from the next one on. */
  areWanted = false;
  readonly #isLittle: boolean;
  #maxFrameBytes: number;
  readonly #header = new Uint8Array(lengthPrefixBytes);
  #headerBytes = 0;
  /** Remaining bytes of a frame. */
  #left = 0;
  /** The frame being received, if it is wanted. */
  #frame: Uint8Array | undefined;
  #spare: Uint8Array | undefined;
  #isBroken = false;

  constructor(endian: Endian, maxFrameBytes: number) {
    this.#isLittle = endian === 'little';
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Number of bytes received of a wanted frame and of the length before it. */
  get waiting(): number {
    if (this.#frame) return lengthPrefixBytes + this.#frame.length - this.#left;
    return this.#left > 0 ? 0 : this.#headerBytes;
  }

  /** Number of bytes of memory for frames. */
  get reservedBytes(): number {
    return (this.#frame?.buffer.byteLength ?? 0) + (this.#spare?.buffer.byteLength ?? 0);
  }

  /** Doesn't deliver the frame that is arriving, and keeps no memory for others. */
  skip(): void {
    this.#frame = undefined;
    this.#spare = undefined;
  }

  /**
   * Returns the wanted frames that a chunk completes, each when the one before has been dealt with, so that it may use its memory. They must
   * all be taken. After an impossible length, the last one has the flaw `brokenLength` and the rest of the chunk, beginning with that length.
   */
  *push(chunk: Uint8Array): Generator<Frame, void> {
    for (let at = 0; at < chunk.length && !this.#isBroken; ) {
      if (this.#left > 0) at = this.#fill(chunk, at);
      else {
        this.#header[this.#headerBytes++] = chunk[at++] ?? 0;
        if (this.#headerBytes < lengthPrefixBytes) continue;
        const broken = this.#begin(chunk.subarray(at));
        if (broken) yield broken;
      }
      const frame = this.#finished();
      if (frame) yield { bytes: frame };
    }
  }

  /** Changes the largest frame, from the next one on. */
  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** The memory of a frame that was never looked at and won't be: a later one may use it. */
  reuse(frame: Uint8Array): void {
    this.#spare = frame;
  }

  /** Frames are no longer wanted, not even the one that has begun. */
  forget(): void {
    this.areWanted = false;
    this.skip();
  }

  #fill(chunk: Uint8Array, at: number): number {
    const piece = chunk.subarray(at, at + this.#left);
    this.#frame?.set(piece, this.#frame.length - this.#left);
    this.#left -= piece.length;
    return at + piece.length;
  }

  #begin(behind: Uint8Array): Frame | undefined {
    const announced = new DataView(this.#header.buffer).getBigUint64(0, this.#isLittle);
    if (announced > BigInt(this.#maxFrameBytes)) {
      this.#isBroken = true;
      return { bytes: Buffer.concat([this.#header, behind]), flaw: 'brokenLength', announced };
    }
    this.#headerBytes = 0;
    this.#left = Number(announced);
    if (this.areWanted) this.#frame = this.#memory(this.#left);
    return undefined;
  }

  #finished(): Uint8Array | undefined {
    if (this.#left > 0) return undefined;
    const frame = this.#frame;
    this.#frame = undefined;
    return frame;
  }

  /** Sized for the pictures of one video, which are all the same or nearly so. */
  #memory(bytes: number): Uint8Array {
    const spare = this.#spare?.buffer;
    this.#spare = undefined;
    if (spare && spare.byteLength >= bytes && spare.byteLength <= 2 * bytes) return new Uint8Array(spare, 0, bytes);
    return Buffer.allocUnsafeSlow(bytes);
  }
}
