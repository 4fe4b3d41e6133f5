/**
 * Reads one peer's stream as frames, by a framing that can be changed on the way, and wakes framings that go by time. One read may hold
 * tens of thousands of frames. They are delivered in order, only while the answers to those before don't pile up, and in as many turns as
 * they need: also when the framing changes, and when the connection is gone.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { type Decoder, defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { everyStep, owned } from '../owned.ts';
import { fewMessages, turnBudget } from '../turns/turnBudget.ts';
import type { Reader, ReaderSink } from './reader.ts';

const nothing = new Uint8Array();

/** Frames of one read. */
interface Batch {
  readonly frames: readonly Frame[];
  /** Those before it are delivered. */
  next: number;
  /** The config in use when it was read. */
  readonly config: EndpointConfig;
}

export class FrameReader implements Reader {
  #maxFrameBytes: number;
  readonly #sink: ReaderSink;
  #decoder: Decoder;
  /** Frames, and what is to be done between them, in the order of the stream. */
  #waiting: (Batch | (() => void))[] = [];
  #waitingFrames = 0;
  #isDelivering = false;
  /** The rest that delivering pauses for. */
  #rest: object | undefined;
  /** No more bytes come, and what waits is delivered to a receiver that is busy, too. */
  #isFinishing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ framing, maxFrameBytes = defaultMaxFrameBytes }: EndpointConfig, sink: ReaderSink) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#sink = sink;
    this.#decoder = framingFor(framing).decoder(maxFrameBytes);
  }

  /** Frames are waiting: nothing more should be read. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  read(chunk: Uint8Array): void {
    this.#add(this.#decoder.push(chunk, performance.now()));
    this.deliverWaiting();
    this.#watchDeadline();
  }

  /** Delivers what waits, as long as the receiver isn't busy and the turn has work left. */
  deliverWaiting(): void {
    // An answer that is sent at once asks for more while the frame is still being delivered.
    if (this.#isDelivering || this.#rest) return;
    this.#isDelivering = true;
    try {
      this.#deliver();
    } catch (error) {
      if (!this.#isFinishing) throw error;
      this.#giveUp(error);
    } finally {
      this.#isDelivering = false;
    }
  }

  /** Acts when all frames that were read before are delivered: at once if none waits. */
  behind(act: () => void): void {
    this.#waiting.push(act);
    this.deliverWaiting();
  }

  /** The stream ended: acts when all that is left is delivered. */
  end(act: () => void): void {
    this.#addRest();
    this.behind(act);
  }

  /** The connection is gone: as `end`, but without waiting for a receiver that is busy. Acts even if delivering fails. */
  finish(act: () => void): void {
    this.#isFinishing = true;
    // If what should go on after it failed, it would never end.
    this.#rest = undefined;
    this.end(act);
  }

  /** Reads with another framing from the next byte on. The beginning of a frame in the old one is delivered as it is. */
  change(framing: EndpointConfig['framing']): void {
    this.#addRest(({ bytes }) => ({ bytes }));
    this.#decoder = framingFor(framing).decoder(this.#maxFrameBytes);
    this.deliverWaiting();
  }

  /** Changes the largest frame, including for one that has begun. */
  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
    this.#decoder.limitTo(maxFrameBytes);
  }

  #add(frames: readonly Frame[]): void {
    if (frames.length === 0) return;
    this.#waiting.push({ frames, next: 0, config: this.#sink.config });
    this.#waitingFrames += frames.length;
  }

  /** Ends what the decoder has begun. */
  #addRest(as = (frame: Frame) => frame): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#add(this.#decoder.end(performance.now()).map(as));
  }

  #deliver(): void {
    const isFlood = this.#waitingFrames > fewMessages;
    for (let first = this.#waiting[0]; first && !this.#rest; first = this.#waiting[0]) {
      if (typeof first === 'function') {
        this.#actNext(first);
        continue;
      }
      if (this.#sink.isBusy && !this.#isFinishing) return;
      const { length } = first.frames[first.next]?.bytes ?? nothing;
      const mayGoOn = isFlood ? turnBudget.takesMessage(length) : turnBudget.takesLoneMessage(length);
      if (mayGoOn) this.#deliverNext(first);
      else this.#beginRest();
    }
  }

  #actNext(act: () => void): void {
    // Thousands of connections may be lost at once.
    if (this.#isFinishing && !turnBudget.takesLoneMessage(0)) {
      this.#beginRest();
      return;
    }
    this.#waiting.shift();
    act();
  }

  #deliverNext(batch: Batch): void {
    const frame = batch.frames[batch.next++];
    this.#waitingFrames--;
    if (batch.next === batch.frames.length) this.#waiting.shift();
    if (frame) this.#sink.deliver(frame, batch.config);
  }

  /** Drops frames that can't be delivered. What was to be done behind them is still done: the end of a connection must not wait. */
  #giveUp(error: unknown): void {
    const acts = this.#waiting.splice(0).filter(one => typeof one === 'function');
    this.#waitingFrames = 0;
    everyStep(
      () => {
        throw error;
      },
      ...acts,
    );
  }

  #beginRest(): void {
    const rest = {};
    this.#rest = rest;
    const goOn = owned(this.#sink, 'frameReader.rest', () => {
      if (this.#rest !== rest) return;
      this.#rest = undefined;
      this.#sink.rested();
    });
    turnBudget.inLaterTurn(goOn);
  }

  /** One timer at a time: if it fires early because more data arrived in between, it is set again. */
  #watchDeadline(): void {
    const deadline = this.#decoder.deadline();
    if (deadline === undefined || this.#timer) return;
    const waitMs = Math.max(1, Math.ceil(deadline - performance.now()));
    const flush = owned(this.#sink, 'frameReader.deadline', () => {
      this.#timer = undefined;
      this.read(nothing);
    });
    this.#timer = setTimeout(flush, waitMs);
  }
}
