/**
 * Continues a decoder that is in use byte by byte, so that it is known where each frame ends. Slow, but unlike
 * `TracedDecoder` it needs no second decoder from the beginning of the stream.
 */
import type { Frame, FrameDecoder } from './framing.ts';
import type { Rest } from './tracedDecoder.ts';

export class SteppedDecoder implements FrameDecoder {
  readonly decoder: FrameDecoder;
  #chunk: Uint8Array = new Uint8Array();
  /** Where the frames of the last push end, and the byte that may still belong to each. */
  #ends = new Map<Frame, { readonly at: number; readonly endsBefore: number | undefined }>();

  constructor(decoder: FrameDecoder) {
    this.decoder = decoder;
  }

  get readsAreFrames(): boolean {
    return this.decoder.readsAreFrames ?? false;
  }

  get unfinishedBytes(): number | undefined {
    return this.decoder.unfinishedBytes;
  }

  push(chunk: Uint8Array, nowMs: number): Frame[] {
    this.#chunk = chunk;
    this.#ends = new Map();
    if (this.readsAreFrames || chunk.length === 0) return this.#pushed(chunk, nowMs, chunk.length);
    const frames: Frame[] = [];
    let at = 0;
    for (; at < chunk.length && !this.readsAreFrames; at++)
      frames.push(...this.#pushed(chunk.subarray(at, at + 1), nowMs, at + 1));
    if (at < chunk.length) frames.push(...this.#pushed(chunk.subarray(at), nowMs, chunk.length));
    return frames;
  }

  deadline(): number | undefined {
    return this.decoder.deadline();
  }

  end(nowMs: number): Frame[] {
    return this.decoder.end(nowMs);
  }

  cut(): Frame[] {
    return this.decoder.cut?.() ?? [];
  }

  limitTo(maxFrameBytes: number): void {
    this.decoder.limitTo(maxFrameBytes);
  }

  /** Returns what follows a frame of the last push, as `TracedDecoder` does. */
  restAfter(frame: Frame): Rest | undefined {
    const end = this.#ends.get(frame);
    if (!end || frame.flaw !== undefined) return undefined;
    const { at, endsBefore } = end;
    const next = this.#chunk[at];
    const isSkipped = next !== undefined && next === endsBefore;
    return {
      bytes: this.#chunk.subarray(isSkipped ? at + 1 : at),
      skipped: next === undefined ? endsBefore : undefined,
    };
  }

  #pushed(bytes: Uint8Array, nowMs: number, at: number): Frame[] {
    const frames = this.decoder.push(bytes, nowMs);
    for (const frame of frames) this.#ends.set(frame, { at, endsBefore: this.decoder.endsBefore });
    return frames;
  }
}
