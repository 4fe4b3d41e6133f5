/**
 * Decodes frames and knows where in the stream each of them ends, so that another framing can take over right behind one
 * of them. A second decoder lags behind by one push: only when it is asked for an end, it is pushed byte by byte.
 */
import type { Frame, FrameDecoder, FramingKind } from './framing.ts';

/** A push whose frames may still be asked for. */
interface Push {
  readonly chunk: Uint8Array;
  readonly nowMs: number;
  readonly frames: readonly Frame[];
}

/** What follows a frame. */
export interface Rest {
  readonly bytes: Uint8Array;
  /** This byte belongs to the frame if it comes next, but hasn't arrived: the LF of a CRLF. */
  readonly skipped: number | undefined;
}

const nothing: Rest = { bytes: new Uint8Array(), skipped: undefined };

export class TracedDecoder implements FrameDecoder {
  readonly #decoder: FrameDecoder;
  readonly #behind: FrameDecoder;
  #last: Push | undefined;

  constructor(framing: FramingKind, maxFrameBytes: number) {
    this.#decoder = framing.decoder(maxFrameBytes);
    this.#behind = framing.decoder(maxFrameBytes);
  }

  get readsAreFrames(): boolean {
    return this.#decoder.readsAreFrames ?? false;
  }

  get unfinishedBytes(): number | undefined {
    return this.#decoder.unfinishedBytes;
  }

  push(chunk: Uint8Array, nowMs: number): Frame[] {
    this.#catchUp();
    const frames = this.#decoder.push(chunk, nowMs);
    this.#last = { chunk, nowMs, frames };
    return frames;
  }

  deadline(): number | undefined {
    return this.#decoder.deadline();
  }

  end(nowMs: number): Frame[] {
    this.#last = undefined;
    return this.#decoder.end(nowMs);
  }

  cut(): Frame[] {
    this.#catchUp();
    this.#behind.cut?.();
    return this.#decoder.cut?.() ?? [];
  }

  limitTo(maxFrameBytes: number): void {
    this.#catchUp();
    this.#behind.limitTo(maxFrameBytes);
    this.#decoder.limitTo(maxFrameBytes);
  }

  /**
   * Returns what follows a frame of the last push, in that push. Undefined if that can't be determined, since the frame
   * has a flaw or was delivered otherwise. The decoder must not be used afterwards.
   */
  restAfter(frame: Frame): Rest | undefined {
    const last = this.#last;
    const at = last?.frames.indexOf(frame) ?? -1;
    if (!last || at < 0 || frame.flaw !== undefined) return undefined;
    // Those with a flaw may be split differently.
    const before = last.frames.slice(0, at);
    if (this.readsAreFrames) return { ...nothing, bytes: last.chunk.subarray(sizeOf([...before, frame])) };
    return this.#find(last, before.filter(({ flaw }) => flaw === undefined).length);
  }

  /** Finds the end of the frame behind this many others. */
  #find({ chunk, nowMs }: Push, others: number): Rest {
    let frames = 0;
    for (let at = 0; at < chunk.length; at++) {
      frames += this.#behind.push(chunk.subarray(at, at + 1), nowMs).filter(({ flaw }) => flaw === undefined).length;
      if (frames <= others) continue;
      const { endsBefore } = this.#behind;
      const next = chunk[at + 1];
      // A byte that ended the frame without being part of it begins the next one: it is after a pause, or a number.
      if (sizeOf(this.#behind.end(nowMs)) > 0) return { ...nothing, bytes: chunk.subarray(at) };
      const isSkipped = next !== undefined && next === endsBefore;
      return {
        bytes: chunk.subarray(at + (isSkipped ? 2 : 1)),
        skipped: next === undefined ? endsBefore : undefined,
      };
    }
    return nothing;
  }

  #catchUp(): void {
    if (this.#last) this.#behind.push(this.#last.chunk, this.#last.nowMs);
    this.#last = undefined;
  }
}

function sizeOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
