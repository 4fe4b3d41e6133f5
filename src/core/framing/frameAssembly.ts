/** One frame that arrives in chunks: joined when it is whole, cut into pieces where it is over the limit. */
import { ChunkList } from './chunkList.ts';
import type { Frame } from './framing.ts';

export class FrameAssembly {
  #limitBytes: number;
  readonly #chunks: ChunkList;
  /** First pieces of the frame are delivered. */
  #cut = false;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
    this.#chunks = new ChunkList(limitBytes);
  }

  /** Bytes of the frame that wait. */
  get length(): number {
    return this.#chunks.length;
  }

  /** All bytes of the frame that wait, where they are in one piece. */
  get piece(): Uint8Array | undefined {
    return this.#chunks.piece;
  }

  limitTo(limitBytes: number): void {
    this.#limitBytes = limitBytes;
  }

  append(bytes: Uint8Array): void {
    this.#chunks.append(bytes);
  }

  /** The frame is whole, but for its last `drop` bytes, which are no part of it. */
  finish(frames: Frame[], drop = 0): void {
    this.#cutPieces(frames, this.#chunks.length - drop);
    const bytes = this.#chunks.take(this.#chunks.length - drop);
    this.#chunks.take(drop);
    frames.push(this.#cut ? { bytes, flaw: 'tooLong' } : { bytes });
    this.#cut = false;
  }

  /** Delivers what is over the limit. The last `uncertain` bytes may prove to be no part of the frame. */
  cutLong(frames: Frame[], uncertain = 0): void {
    this.#cutPieces(frames, this.#chunks.length - uncertain);
  }

  /** What waits when no more comes. */
  rest(): Frame[] {
    this.#cut = false;
    return this.#chunks.length === 0 ? [] : [{ bytes: this.#chunks.takeAll(), flaw: 'unterminated' }];
  }

  #cutPieces(frames: Frame[], length: number): void {
    for (let left = length; left > this.#limitBytes; left -= this.#limitBytes) {
      this.#cut = true;
      frames.push({ bytes: this.#chunks.take(this.#limitBytes), flaw: 'tooLong' });
    }
  }
}
