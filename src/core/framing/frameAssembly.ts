/**
 * Assembles a frame that arrives in chunks: joined when it is complete, and cut into pieces if it exceeds the limit.
 */
import type { BegunFrame } from './begunFrame.ts';
import { ChunkList } from './chunkList.ts';
import type { Frame } from './framing.ts';

export class FrameAssembly implements BegunFrame {
  readonly missing = 'end';
  #limitBytes: number;
  readonly #chunks: ChunkList;
  /** Reason why the first pieces of the frame were delivered early, if they were. */
  #flaw: 'tooLong' | 'cut' | undefined;
  /** Number of bytes that were already waiting when the limit was lowered. */
  #overdueBytes = 0;
  #ordinal = 0;

  /** `envelopeBytes` is the most that an envelope adds to a frame whose length is announced. */
  constructor(limitBytes: number, envelopeBytes = 0) {
    this.#limitBytes = limitBytes;
    this.#chunks = new ChunkList(limitBytes + envelopeBytes);
  }

  /** Number of waiting bytes of the frame. */
  get length(): number {
    return this.#chunks.length;
  }

  /** Whether nothing of the frame has arrived. */
  get isEmpty(): boolean {
    return this.#chunks.length === 0 && this.#flaw === undefined;
  }

  /** The frame, if anything of it has arrived. */
  get begun(): BegunFrame | undefined {
    return this.isEmpty ? undefined : this;
  }

  get ordinal(): number {
    return this.#ordinal;
  }

  get arrived(): number {
    return this.length;
  }

  peek(count: number): Uint8Array {
    return this.#chunks.peek(count);
  }

  /** Number of bytes of memory reserved for the frame. */
  get reservedBytes(): number {
    return this.#chunks.reservedBytes;
  }

  /** Returns all waiting bytes of the frame if they are contiguous. */
  get piece(): Uint8Array | undefined {
    return this.#chunks.piece;
  }

  /** Changes the limit. If more is waiting, it becomes a single piece: pieces of the new size could be millions. */
  limitTo(limitBytes: number): void {
    this.#limitBytes = limitBytes;
    this.#overdueBytes = this.#chunks.length;
  }

  append(bytes: Uint8Array): void {
    this.#chunks.append(bytes);
  }

  /** Completes the frame, except for its last `drop` bytes, which aren't part of it. */
  finish(frames: Frame[], drop = 0): void {
    this.#ordinal++;
    this.#cutPieces(frames, this.#chunks.length - drop);
    this.#overdueBytes = 0;
    const bytes = this.#chunks.take(this.#chunks.length - drop);
    this.#chunks.take(drop);
    frames.push(this.#flaw ? { bytes, flaw: this.#flaw } : { bytes });
    this.#flaw = undefined;
  }

  /** Completes a frame whose length was announced and checked, without the first and last bytes, which enclose it. */
  finishSized(frames: Frame[], head: number, tail: number): void {
    this.#ordinal++;
    if (!this.#flaw) this.#chunks.take(head);
    this.#overdueBytes = 0;
    const bytes = this.#chunks.take(this.#chunks.length - tail);
    this.#chunks.take(tail);
    frames.push(this.#flaw ? { bytes, flaw: this.#flaw } : { bytes });
    this.#flaw = undefined;
  }

  /** Drops all waiting bytes, which aren't part of any frame. */
  drop(): void {
    this.#ordinal++;
    this.#flaw = undefined;
    this.#overdueBytes = 0;
    this.#chunks.take(this.#chunks.length);
  }

  /** All of a chunk is appended: delivers the bytes over the limit. The last `uncertain` ones may turn out not to be part of the frame. */
  cutLong(frames: Frame[], uncertain = 0): void {
    this.#cutPieces(frames, this.#chunks.length - uncertain);
    this.#chunks.compact();
  }

  /**
   * Returns the waiting bytes as a piece of the frame, except for the last `uncertain` bytes, which may not be part of
   * it, and one more, so that the last piece isn't empty. The first `head` bytes of the frame aren't part of it either.
   */
  cut(uncertain = 0, head = 0): Frame[] {
    const headBytes = this.#flaw ? 0 : head;
    const cutAt = this.#chunks.length - headBytes - uncertain - 1;
    if (cutAt <= 0) return [];
    this.#chunks.take(headBytes);
    const bytes = this.#chunks.takeAll();
    // A copy, also of a Buffer, whose `slice` is a view.
    this.#chunks.append(new Uint8Array(bytes.subarray(cutAt)));
    this.#overdueBytes = 0;
    this.#flaw = 'cut';
    return [{ bytes: bytes.subarray(0, cutAt), flaw: 'cut' }];
  }

  /** Returns the remaining bytes when no more will arrive. */
  rest(): Frame[] {
    this.#ordinal++;
    this.#flaw = undefined;
    this.#overdueBytes = 0;
    return this.#chunks.length === 0 ? [] : [{ bytes: this.#chunks.takeAll(), flaw: 'unterminated' }];
  }

  #cutPieces(frames: Frame[], length: number): void {
    let left = length;
    while (left > this.#limitBytes) {
      // At least one byte is left for the last piece, so that it isn't empty.
      const bytes = Math.max(this.#limitBytes, Math.min(this.#overdueBytes, left - 1));
      this.#overdueBytes = 0;
      this.#flaw = 'tooLong';
      frames.push({ bytes: this.#chunks.take(bytes), flaw: 'tooLong' });
      left -= bytes;
    }
  }
}
