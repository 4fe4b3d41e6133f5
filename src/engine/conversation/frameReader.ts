/**
 * Reads one peer's stream as frames, by a framing that can be changed on the way, and wakes framings that go by time. One read may hold
 * tens of thousands of frames, from each of thousands of peers. They are decoded and delivered in order, only while the answers to those
 * before don't pile up, and in as many turns as they need: also when the framing changes, and when the connection is gone.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultMaxFrameBytes, type Frame, type FrameDecoder } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { everyStep, owned } from '../owned.ts';
import { fewMessages, turnBudget } from '../turns/turnBudget.ts';
import type { Reader, ReaderSink } from './reader.ts';
import type { Batch, ReaderItem, Undecoded } from './readerItem.ts';
import { type FrameHolder, unfinishedFrames } from './unfinishedFrames.ts';

const nothing = new Uint8Array();
/** A read is decoded in slices that have about `fewMessages` frames each; the smallest ones don't wait for a turn. */
const leastSliceBytes = 512;
const maxSliceBytes = 16 * 1024;
/** Share of a turn's work that decoding a byte may cost: it may be a frame. */
const stepsPerByte = 8;

export class FrameReader implements Reader, FrameHolder {
  #maxFrameBytes: number;
  readonly #sink: ReaderSink;
  #decoder: FrameDecoder;
  /** In the order of the stream. */
  #waiting: ReaderItem[] = [];
  #waitingFrames = 0;
  #undecodedBytes = 0;
  #unfinishedBytes = 0;
  #sliceBytes = leastSliceBytes;
  #isDelivering = false;
  /** The rest that delivering pauses for. */
  #rest: object | undefined;
  /** No more bytes come, and what waits is delivered to a receiver that is busy, too. */
  #isFinishing = false;
  #isDiscarding = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ framing, maxFrameBytes = defaultMaxFrameBytes }: EndpointConfig, sink: ReaderSink) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#sink = sink;
    this.#decoder = framingFor(framing).decoder(maxFrameBytes);
  }

  get maxFrameBytes(): number {
    return this.#maxFrameBytes;
  }

  /** Something is waiting: nothing more should be read. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  read(chunk: Uint8Array): void {
    if (this.#isDiscarding) return;
    this.#decodeBehind('bytes', chunk);
    this.deliverWaiting();
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
    this.#decodeBehind('end');
    this.behind(act);
  }

  /** The connection is gone: as `end`, but without waiting for a receiver that is busy. Acts even if delivering fails. */
  finish(act: () => void): void {
    this.#isFinishing = true;
    // If what should go on after it failed, it would never end.
    this.#rest = undefined;
    this.end(act);
  }

  discard(dropped?: (bytes: number) => void): void {
    const bytes = this.#unrecordedBytes + sizeOf(this.#dropBegun());
    const acts = this.#dropWaiting();
    this.#isDiscarding = true;
    this.#rest = undefined;
    this.#waiting = dropped && bytes > 0 ? [() => dropped(bytes), ...acts] : acts;
    this.deliverWaiting();
  }

  /** Reads with another framing from the next byte on. The beginning of a frame in the old one is delivered as it is. */
  change(framing: EndpointConfig['framing']): void {
    this.#decodeBehind('change', nothing, framing);
    this.deliverWaiting();
  }

  /** Delivers what has arrived of a frame, behind those before it, in a later turn: other peers take up memory, too. */
  cut(): void {
    const frames = this.#decoder.cut?.() ?? [];
    this.#unfinishedBytes = this.#decoder.unfinishedBytes ?? 0;
    unfinishedFrames.keepsOnly(this, this.#unfinishedBytes);
    if (frames.length === 0) return;
    const behind = this.#waiting.findIndex(one => !('frames' in one));
    const at = behind < 0 ? this.#waiting.length : behind;
    this.#waiting.splice(at, 0, { frames, next: 0, config: this.#sink.config });
    this.#waitingFrames += frames.length;
    if (!this.#isDelivering && !this.#rest) this.#beginRest();
  }

  /** Changes the largest frame, including for one that has begun. */
  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
    this.#decoder.limitTo(maxFrameBytes);
  }

  /** Called for every read: no closure is made for it. */
  #decodeBehind(is: Undecoded['is'], bytes: Uint8Array = nothing, framing?: EndpointConfig['framing']): void {
    const { config } = this.#sink;
    this.#waiting.push({ is, bytes, readMs: performance.now(), framing, hasWaited: false, config });
    this.#undecodedBytes += bytes.length;
  }

  #deliver(): void {
    let isFlood = this.#isFlood;
    for (let first = this.#waiting[0]; first && !this.#rest; first = this.#waiting[0]) {
      if (typeof first === 'function') {
        this.#actNext(first);
        continue;
      }
      if (this.#sink.isBusy && !this.#isFinishing) return;
      if ('is' in first) {
        this.#decodeNext(first);
        isFlood = this.#isFlood;
        continue;
      }
      const { length } = first.frames[first.next]?.bytes ?? nothing;
      const mayGoOn = isFlood ? turnBudget.takesMessage(length) : turnBudget.takesLoneMessage(length);
      if (mayGoOn) this.#deliverNext(first);
      else this.#beginRest();
    }
  }

  /** Whether a frame takes its share of a turn as one of many, rather than of a few. */
  get #isFlood(): boolean {
    return this.#waitingFrames > fewMessages || this.#undecodedBytes > 0;
  }

  /** Decodes one slice, whose frames come before everything else that waits. */
  #decodeNext(undecoded: Undecoded): void {
    const { bytes, config } = undecoded;
    const { readsAreFrames } = this.#decoder;
    const slice = readsAreFrames || bytes.length <= this.#sliceBytes ? bytes : bytes.subarray(0, this.#sliceBytes);
    const isSmall = readsAreFrames || slice.length <= leastSliceBytes;
    if (!isSmall && !undecoded.hasWaited && !turnBudget.takes(slice.length * stepsPerByte)) {
      undecoded.hasWaited = true;
      this.#beginRest();
      return;
    }
    undecoded.hasWaited = false;
    undecoded.bytes = slice === bytes ? nothing : bytes.subarray(slice.length);
    this.#undecodedBytes -= slice.length;
    if (undecoded.bytes.length === 0) this.#waiting.shift();
    const frames = this.#decode(undecoded, slice);
    if (frames.length > 0) this.#waiting.unshift({ frames, next: 0, config });
    this.#waitingFrames += frames.length;
    if (frames.length > fewMessages) this.#sliceBytes = Math.max(leastSliceBytes, this.#sliceBytes / 2);
    else if (slice.length === this.#sliceBytes) this.#sliceBytes = Math.min(maxSliceBytes, this.#sliceBytes * 2);
    this.#watchDeadline();
    this.#watchUnfinished();
  }

  #decode({ is, readMs, framing }: Undecoded, slice: Uint8Array): readonly Frame[] {
    if (is === 'bytes') return this.#decoder.push(slice, readMs);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const begun = this.#decoder.end(performance.now());
    if (is === 'end') return begun;
    this.#decoder = framingFor(framing).decoder(this.#maxFrameBytes);
    return begun.map(({ bytes }) => ({ bytes }));
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
    const acts = this.#dropWaiting();
    this.#dropBegun();
    everyStep(
      () => {
        throw error;
      },
      ...acts,
    );
  }

  /** Returns what was to be done between and behind the frames. */
  #dropWaiting(): (() => void)[] {
    this.#waitingFrames = 0;
    this.#undecodedBytes = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#waiting.splice(0).filter(one => typeof one === 'function');
  }

  /** Returns the beginning of a frame whose rest doesn't matter any more. */
  #dropBegun(): readonly Frame[] {
    const frames = this.#decoder.end(performance.now());
    this.#watchUnfinished();
    return frames;
  }

  #watchUnfinished(): void {
    const { unfinishedBytes = 0 } = this.#decoder;
    if (unfinishedBytes === this.#unfinishedBytes) return;
    this.#unfinishedBytes = unfinishedBytes;
    unfinishedFrames.keeps(this, unfinishedBytes);
  }

  get #unrecordedBytes(): number {
    let bytes = this.#undecodedBytes;
    for (const one of this.#waiting) if ('frames' in one) bytes += sizeOf(one.frames.slice(one.next));
    return bytes;
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

/** Returns the least number of bytes that these frames had in the stream: an empty one has at least a byte that ends it. */
function sizeOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { bytes }) => sum + Math.max(1, bytes.length), 0);
}
