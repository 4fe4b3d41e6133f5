/**
 * Splits a stream into frames preceded by their lengths in 8 bytes: by the lengths alone while the frames aren't needed, otherwise with one
 * copy of each byte. Frames that were never looked at lend their memory to later ones.
 */
import { lengthPrefixBytes } from '../../core/video/videoLength.ts';

export interface FramesReceiver {
  frame(bytes: Uint8Array): void;
  /** An impossible length: the rest of the stream from it on. Nothing follows. */
  broken(rest: Uint8Array, announced: bigint): void;
}

export class LengthPrefixedFrames {
  /** Frames are needed from the next one on. */
  areWanted = false;
  readonly #isLittle: boolean;
  #maxFrameBytes: number;
  readonly #receiver: FramesReceiver;
  readonly #header = new Uint8Array(lengthPrefixBytes);
  #headerBytes = 0;
  /** Remaining bytes of a frame. */
  #left = 0;
  /** The frame being received, if it is needed. */
  #frame: Uint8Array | undefined;
  #spare: Uint8Array | undefined;
  #isBroken = false;

  constructor(endian: 'little' | 'big', maxFrameBytes: number, receiver: FramesReceiver) {
    this.#isLittle = endian === 'little';
    this.#maxFrameBytes = maxFrameBytes;
    this.#receiver = receiver;
  }

  /** Number of bytes received of a needed frame and of the length before it. */
  get waiting(): number {
    if (this.#frame) return lengthPrefixBytes + this.#frame.length - this.#left;
    return this.#left > 0 ? 0 : this.#headerBytes;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.#isBroken; ) {
      if (this.#left > 0) at = this.#fill(chunk, at);
      else {
        this.#header[this.#headerBytes++] = chunk[at++] ?? 0;
        if (this.#headerBytes === lengthPrefixBytes) this.#begin(chunk.subarray(at));
      }
    }
  }

  /** Changes the largest frame, from the next one on. */
  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** This frame was never looked at and won't be. */
  giveBack(frame: Uint8Array): void {
    this.#spare = frame;
  }

  /** Frames are no longer needed, not even the one that has begun. */
  forget(): void {
    this.areWanted = false;
    this.#frame = undefined;
    this.#spare = undefined;
  }

  #fill(chunk: Uint8Array, at: number): number {
    const piece = chunk.subarray(at, at + this.#left);
    this.#frame?.set(piece, this.#frame.length - this.#left);
    this.#left -= piece.length;
    if (this.#left === 0) this.#finish();
    return at + piece.length;
  }

  #begin(behind: Uint8Array): void {
    const length = new DataView(this.#header.buffer).getBigUint64(0, this.#isLittle);
    if (length > BigInt(this.#maxFrameBytes)) {
      this.#isBroken = true;
      this.#receiver.broken(Buffer.concat([this.#header, behind]), length);
      return;
    }
    this.#headerBytes = 0;
    this.#left = Number(length);
    if (this.areWanted) this.#frame = this.#memory(this.#left);
    if (this.#left === 0) this.#finish();
  }

  #finish(): void {
    const frame = this.#frame;
    this.#frame = undefined;
    if (frame) this.#receiver.frame(frame);
  }

  /** Sized for the pictures of one video, which are all the same or nearly so. */
  #memory(bytes: number): Uint8Array {
    const spare = this.#spare?.buffer;
    this.#spare = undefined;
    if (spare && spare.byteLength >= bytes && spare.byteLength <= 2 * bytes) return new Uint8Array(spare, 0, bytes);
    return Buffer.allocUnsafeSlow(bytes);
  }
}
