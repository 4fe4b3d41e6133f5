/**
 * Reads one peer's stream as frames, by a framing that can be changed on the way, and wakes framings that go by time. One read may hold
 * tens of thousands of frames: they are delivered only while the answers to those before don't pile up.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { type Decoder, defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { type Owner, owned } from '../owned.ts';

const nothing = new Uint8Array();
/** Frames of one read are delivered this long before others have a turn; the clock is read after this many. */
const sliceMs = 10;
const framesPerLook = 64;

/** As an owner it ends the stream. */
export interface FrameReceiver extends Owner {
  deliver(frame: Frame): void;
  /** Frames are to wait until `deliverWaiting`. */
  readonly isBusy: boolean;
  /** Delivering paused to let others have a turn, and can go on. */
  rested(): void;
}

export class FrameReader {
  #maxFrameBytes: number;
  readonly #receiver: FrameReceiver;
  #decoder: Decoder;
  #waiting: Frame[] = [];
  /** Those before it are delivered. */
  #next = 0;
  #delivering = false;
  #resting: NodeJS.Immediate | undefined;
  /** Called when no frame is waiting any more. */
  #afterwards: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor({ framing, maxFrameBytes = defaultMaxFrameBytes }: EndpointConfig, receiver: FrameReceiver) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#receiver = receiver;
    this.#decoder = framingFor(framing).decoder(maxFrameBytes);
  }

  /** Frames wait: more should not be read. */
  get isWaiting(): boolean {
    return this.#next < this.#waiting.length;
  }

  read(chunk: Uint8Array): void {
    this.#add(this.#decoder.push(chunk, performance.now()));
    this.deliverWaiting();
    this.#watchDeadline();
  }

  /** Delivers what waits, as long as the receiver isn't busy. */
  deliverWaiting(): void {
    // An answer that is sent at once asks for more while the frame is still being delivered.
    if (this.#delivering || this.#resting) return;
    this.#delivering = true;
    const until = this.#waiting.length > framesPerLook ? performance.now() + sliceMs : Number.POSITIVE_INFINITY;
    for (let frames = 1; this.isWaiting && !this.#receiver.isBusy; frames++) {
      this.#deliverNext();
      if (frames % framesPerLook > 0 || performance.now() < until) continue;
      this.#rest();
      break;
    }
    this.#delivering = false;
    this.#tellDelivered();
  }

  /** Calls back when all that was read is delivered: at once if nothing waits, never after `end`. */
  whenDelivered(then: () => void): void {
    this.#afterwards.push(then);
    if (!this.#delivering) this.#tellDelivered();
  }

  #tellDelivered(): void {
    if (this.isWaiting) return;
    for (const then of this.#afterwards.splice(0)) then();
  }

  #rest(): void {
    const goOn = owned(this.#receiver, 'frameReader.rest', () => {
      this.#resting = undefined;
      this.#receiver.rested();
    });
    this.#resting = setImmediate(goOn);
  }

  /** The stream ended: delivers all that is left. */
  end(): void {
    this.stop();
    this.#afterwards = [];
    this.#add(this.#decoder.end(performance.now()));
    while (this.isWaiting) this.#deliverNext();
  }

  /** Reads by another framing from the next byte on. What waits to become a frame of the old one is delivered as it is. */
  change(framing: EndpointConfig['framing']): void {
    this.stop();
    this.#add(this.#decoder.end(performance.now()).map(({ bytes }) => ({ bytes })));
    while (this.isWaiting) this.#deliverNext();
    this.#decoder = framingFor(framing).decoder(this.#maxFrameBytes);
    this.#tellDelivered();
  }

  /** Changes the largest frame, also for the one that has begun. */
  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
    this.#decoder.limitTo(maxFrameBytes);
  }

  /** Nothing more is read. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearImmediate(this.#resting);
    this.#resting = undefined;
  }

  #add(frames: Frame[]): void {
    if (this.isWaiting) this.#waiting = this.#waiting.slice(this.#next).concat(frames);
    else this.#waiting = frames;
    this.#next = 0;
  }

  #deliverNext(): void {
    const frame = this.#waiting[this.#next++];
    if (frame) this.#receiver.deliver(frame);
  }

  /** One timer at a time: when it fires early, since more came in between, it is set again. */
  #watchDeadline(): void {
    const deadline = this.#decoder.deadline();
    if (deadline === undefined || this.#timer) return;
    const waitMs = Math.max(1, Math.ceil(deadline - performance.now()));
    const flush = owned(this.#receiver, 'frameReader.deadline', () => {
      this.#timer = undefined;
      this.read(nothing);
    });
    this.#timer = setTimeout(flush, waitMs);
  }
}
