/**
 * Reads one peer's stream as frames, with a framing that can be changed on the way, and wakes framings that depend on time. One read may
 * contain tens of thousands of frames: they are delivered only while replies to earlier ones don't pile up.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { type Decoder, defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { type Owner, owned } from '../owned.ts';

const nothing = new Uint8Array();
/** Frames of one read are delivered for this long before others get a turn; the clock is read after this many. */
const sliceMs = 10;
const framesPerLook = 64;

/** As an owner, it ends the stream. */
export interface FrameReceiver extends Owner {
  deliver(frame: Frame): void;
  /** Whether frames should wait until `deliverWaiting`. */
  readonly isBusy: boolean;
  /** Delivery paused to let others have a turn, and can continue. */
  rested(): void;
}

export class FrameReader {
  #maxFrameBytes: number;
  readonly #receiver: FrameReceiver;
  #decoder: Decoder;
  #waiting: Frame[] = [];
  /** Frames before it have been delivered. */
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

  /** Frames are waiting: nothing more should be read. */
  get isWaiting(): boolean {
    return this.#next < this.#waiting.length;
  }

  read(chunk: Uint8Array): void {
    this.#add(this.#decoder.push(chunk, performance.now()));
    this.deliverWaiting();
    this.#watchDeadline();
  }

  /** Delivers waiting frames as long as the receiver isn't busy. */
  deliverWaiting(): void {
    // A reply that is sent at once asks for more while the frame is still being delivered.
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

  /** Calls back when everything read has been delivered: immediately if nothing is waiting, never after `end`. */
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

  /** The stream ended: delivers everything that is left. */
  end(): void {
    this.stop();
    this.#afterwards = [];
    this.#add(this.#decoder.end(performance.now()));
    while (this.isWaiting) this.#deliverNext();
  }

  /** Reads with another framing from the next byte on. The beginning of a frame in the old one is delivered as it is. */
  change(framing: EndpointConfig['framing']): void {
    this.stop();
    this.#add(this.#decoder.end(performance.now()).map(({ bytes }) => ({ bytes })));
    while (this.isWaiting) this.#deliverNext();
    this.#decoder = framingFor(framing).decoder(this.#maxFrameBytes);
    this.#tellDelivered();
  }

  /** Changes the largest frame, including for one that has begun. */
  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
    this.#decoder.limitTo(maxFrameBytes);
  }

  /** Stops reading. */
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

  /** One timer at a time: if it fires early because more data arrived in between, it is set again. */
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
