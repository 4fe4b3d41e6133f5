/**
 * Cuts a stream into frames with their lengths of 8 bytes before them: by the lengths alone while nobody wants the frames, else with one copy
 * of each byte. Frames that were not looked at lend their memory to later ones.
 */
import { lengthPrefixBytes } from '../../core/video/videoLength.ts';

export interface FramesReceiver {
  frame(bytes: Uint8Array): void;
  /** A length that can't be one: what came of the stream from it on. Nothing follows. */
  broken(rest: Uint8Array, announced: bigint): void;
}

export class LengthFrames {
  /** Frames from the next one on are wanted. */
  areWanted = false;
  readonly #isLittle: boolean;
  #maxFrameBytes: number;
  readonly #receiver: FramesReceiver;
  readonly #header = new Uint8Array(lengthPrefixBytes);
  #headerBytes = 0;
  /** Bytes of a frame that are to come. */
  #left = 0;
  /** The frame that comes, where it is wanted. */
  #frame: Uint8Array | undefined;
  #spare: Uint8Array | undefined;
  #isBroken = false;

  constructor(endian: 'little' | 'big', maxFrameBytes: number, receiver: FramesReceiver) {
    this.#isLittle = endian === 'little';
    this.#maxFrameBytes = maxFrameBytes;
    this.#receiver = receiver;
  }

  /** Bytes that came of a wanted frame and of the length before it. */
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

  /** Nobody looks at this frame any more, nor ever did. */
  giveBack(frame: Uint8Array): void {
    this.#spare = frame;
  }

  /** Frames are not wanted any more, not even the one that has begun. */
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

  /** Of the size that pictures of one video have, all the same or nearly so. */
  #memory(bytes: number): Uint8Array {
    const spare = this.#spare?.buffer;
    this.#spare = undefined;
    if (spare && spare.byteLength >= bytes && spare.byteLength <= 2 * bytes) return new Uint8Array(spare, 0, bytes);
    return Buffer.allocUnsafeSlow(bytes);
  }
}
