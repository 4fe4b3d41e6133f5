/** Reads one peer's stream as frames, by a framing that can be changed on the way, and wakes framings that go by time. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { type Decoder, defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';

const nothing = new Uint8Array();

export class FrameReader {
  readonly #maxFrameBytes: number;
  readonly #deliver: (frame: Frame) => void;
  #decoder: Decoder;
  #timer: NodeJS.Timeout | undefined;

  constructor({ framing, maxFrameBytes = defaultMaxFrameBytes }: EndpointConfig, deliver: (frame: Frame) => void) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#deliver = deliver;
    this.#decoder = framingFor(framing).decoder(maxFrameBytes);
  }

  read(chunk: Uint8Array): void {
    for (const frame of this.#decoder.push(chunk, performance.now())) this.#deliver(frame);
    this.#watchDeadline();
  }

  /** The stream ended: delivers what is left. */
  end(): void {
    this.stop();
    for (const frame of this.#decoder.end(performance.now())) this.#deliver(frame);
  }

  /** Reads by another framing from the next byte on. What waits to become a frame of the old one is delivered as it is. */
  change(framing: EndpointConfig['framing']): void {
    this.stop();
    for (const { bytes } of this.#decoder.end(performance.now())) this.#deliver({ bytes });
    this.#decoder = framingFor(framing).decoder(this.#maxFrameBytes);
  }

  /** Nothing more is read. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** One timer at a time: when it fires early, since more came in between, it is set again. */
  #watchDeadline(): void {
    const deadline = this.#decoder.deadline();
    if (deadline === undefined || this.#timer) return;
    const waitMs = Math.max(1, Math.ceil(deadline - performance.now()));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.read(nothing);
    }, waitMs);
  }
}
