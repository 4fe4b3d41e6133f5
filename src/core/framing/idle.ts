/** Frames that end when nothing has arrived for a while, as on Modbus RTU and many serial links. */
import type { IdleFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { encodedFrame } from './encodedFrame.ts';
import { FrameAssembly } from './frameAssembly.ts';
import type { Frame, FrameDecoder, FramingKind } from './framing.ts';

export function idle({ idleMs }: IdleFraming): FramingKind {
  return {
    decoder: maxFrameBytes => new IdleDecoder(idleMs, maxFrameBytes),
    encoder: () => ({
      encode: frame => {
        if (frame.length > 0) return encodedFrame([frame]);
        throw new TextError('an empty message can’t be told apart from the pause around it');
      },
    }),
  };
}

class IdleDecoder implements FrameDecoder {
  readonly #idleMs: number;
  readonly #assembly: FrameAssembly;
  #lastMs = 0;

  constructor(idleMs: number, maxFrameBytes: number) {
    this.#idleMs = idleMs;
    this.#assembly = new FrameAssembly(maxFrameBytes);
  }

  push(chunk: Uint8Array, nowMs: number): Frame[] {
    const frames: Frame[] = [];
    const deadline = this.deadline();
    if (deadline !== undefined && nowMs >= deadline) this.#assembly.finish(frames);
    if (chunk.length === 0) return frames;
    this.#lastMs = nowMs;
    this.#assembly.append(chunk);
    this.#assembly.cutLong(frames);
    return frames;
  }

  deadline(): number | undefined {
    return this.#assembly.length === 0 ? undefined : this.#lastMs + this.#idleMs;
  }

  /** Treats the end of the stream as a pause. */
  end(): Frame[] {
    const frames: Frame[] = [];
    if (this.#assembly.length > 0) this.#assembly.finish(frames);
    return frames;
  }

  get unfinishedBytes(): number {
    return this.#assembly.reservedBytes;
  }

  cut(): Frame[] {
    return this.#assembly.cut();
  }

  limitTo(maxFrameBytes: number): void {
    this.#assembly.limitTo(maxFrameBytes);
  }
}
