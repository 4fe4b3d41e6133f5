/**
 * Splits a stream into frames preceded by their lengths in 8 bytes. Follows only the lengths while frames aren't
 * wanted, and otherwise copies each byte once. Later frames use the memory of those that were never shown.
 */
import type { Frame } from '../../core/framing/framing.ts';
import { type Endian, lengthPrefixBytes } from '../../core/video/videoLength.ts';

export class LengthPrefixedFrames {
  /** True if frames are wanted, from the next one on. */
  areWanted = false;
  readonly #isLittle: boolean;
  #maxFrameBytes: number;
  readonly #header = new Uint8Array(lengthPrefixBytes);
  #headerBytes = 0;
  /** Number of bytes of the current frame still to come. */
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
   * Yields the wanted frames that a chunk completes, each after the one before was handled, so that it may use its
   * memory. The caller must consume all of them. After an impossible length, the last one has the flaw `brokenLength`
   * and the rest of the chunk, beginning with that length.
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

  /** Changes the maximum frame size, from the next frame on. */
  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Lets a later frame use the memory of one that was never shown. */
  reuse(frame: Uint8Array): void {
    this.#spare = frame;
  }

  /** Stops yielding frames, even the one that has begun. */
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

  /** Returns memory for a frame, spare memory if it fits: the pictures of a video have almost the same size. */
  #memory(bytes: number): Uint8Array {
    const spare = this.#spare?.buffer;
    this.#spare = undefined;
    if (spare && spare.byteLength >= bytes && spare.byteLength <= 2 * bytes) return new Uint8Array(spare, 0, bytes);
    return Buffer.allocUnsafeSlow(bytes);
  }
}
