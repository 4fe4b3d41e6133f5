/** The decoder of a stream, whose framing a rule may replace right behind one of its frames. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame, FrameDecoder } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { SteppedDecoder } from '../../core/framing/steppedDecoder.ts';
import { type Rest, TracedDecoder } from '../../core/framing/tracedDecoder.ts';

/** Whether the rules of a config may change the framing of a conversation. */
export function mayReframe({ reply }: EndpointConfig): boolean {
  return Array.isArray(reply) && reply.some(({ framing }) => framing !== undefined);
}

export class StreamDecoder implements FrameDecoder {
  traces: boolean;
  maxFrameBytes: number;
  #decoder: FrameDecoder;
  /** Byte that still belongs to the last frame of the framing before, if it comes next. */
  #skipped: number | undefined;

  /** If it `traces`, `restAfter` works. */
  constructor(framing: EndpointConfig['framing'], maxFrameBytes: number, traces: boolean) {
    this.traces = traces;
    this.maxFrameBytes = maxFrameBytes;
    this.#decoder = this.#decoderFor(framing);
  }

  get readsAreFrames(): boolean {
    return this.#decoder.readsAreFrames ?? false;
  }

  get unfinishedBytes(): number {
    return this.#decoder.unfinishedBytes ?? 0;
  }

  /** Whether a chunk isn't used any more once its frames are delivered. */
  get borrowsChunks(): boolean {
    return this.readsAreFrames && !isTraced(this.#decoder);
  }

  push(chunk: Uint8Array, nowMs: number): Frame[] {
    if (this.#skipped === undefined || chunk.length === 0) return this.#decoder.push(chunk, nowMs);
    const isSkipped = chunk[0] === this.#skipped;
    this.#skipped = undefined;
    return this.#decoder.push(isSkipped ? chunk.subarray(1) : chunk, nowMs);
  }

  deadline(): number | undefined {
    return this.#decoder.deadline();
  }

  end(nowMs: number): Frame[] {
    return this.#decoder.end(nowMs);
  }

  cut(): Frame[] {
    return this.#decoder.cut?.() ?? [];
  }

  limitTo(maxFrameBytes: number): void {
    this.maxFrameBytes = maxFrameBytes;
    this.#decoder.limitTo(maxFrameBytes);
  }

  /** Continues with another framing. `rest` is what follows the last frame of the one before. */
  change(framing: EndpointConfig['framing'], rest?: Rest): void {
    this.#decoder = this.#decoderFor(framing);
    this.#skipped = rest?.skipped;
  }

  /** Whether `restAfter` is to work from the next push on. */
  trace(traces: boolean): void {
    this.traces = traces;
    if (traces && !isTraced(this.#decoder)) this.#decoder = new SteppedDecoder(this.#decoder);
    else if (!traces && this.#decoder instanceof SteppedDecoder) this.#decoder = this.#decoder.decoder;
  }

  /** Returns what follows a frame of the last push; undefined if that isn't known. */
  restAfter(frame: Frame): Rest | undefined {
    return isTraced(this.#decoder) ? this.#decoder.restAfter(frame) : undefined;
  }

  #decoderFor(framing: EndpointConfig['framing']): FrameDecoder {
    const kind = framingFor(framing);
    return this.traces ? new TracedDecoder(kind, this.maxFrameBytes) : kind.decoder(this.maxFrameBytes);
  }
}

function isTraced(decoder: FrameDecoder): decoder is TracedDecoder | SteppedDecoder {
  return decoder instanceof TracedDecoder || decoder instanceof SteppedDecoder;
}
