/**
 * Splits one peer's stream into frames. The framing can change during the stream, and its deadlines are watched by a
 * timer. One read may hold tens of thousands of frames, from each of thousands of peers: they are decoded and delivered
 * in order, over as many turns as needed, and only while the receiver isn't busy. The same applies when the framing
 * changes, and when the connection is gone, except that a busy receiver isn't waited for then.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import { everyStep, owned } from '../owned.ts';
import { kept } from '../transport/readMemory.ts';
import { fewMessages, turnBudget } from '../turns/turnBudget.ts';
import type { Reader, ReaderSink } from './reader.ts';
import { type Batch, changeTo, keptItem, type ReaderItem, sizeOf, type Undecoded } from './readerItem.ts';
import { mayReframe, StreamDecoder } from './streamDecoder.ts';
import { type FrameHolder, unfinishedFrames } from './unfinishedFrames.ts';

const nothing = new Uint8Array();
/** A read is decoded in slices of about `fewMessages` frames each. The smallest don't wait for a turn. */
const leastSliceBytes = 512;
const maxSliceBytes = 16 * 1024;
/** Steps of a turn's budget for decoding one byte, which may be a frame of its own. */
const stepsPerByte = 8;

export class FrameReader implements Reader, FrameHolder {
  readonly #sink: ReaderSink;
  readonly #decoder: StreamDecoder;
  /** Where the frame delivered last is. */
  #delivered: { readonly batch: Batch; readonly frame: Frame } | undefined;
  /** In the order of the stream. */
  #waiting: ReaderItem[] = [];
  #waitingFrames = 0;
  #undecodedBytes = 0;
  #unfinishedBytes = 0;
  #sliceBytes = leastSliceBytes;
  #decodedBytes = 0;
  /** Where the last slice begins. */
  #sliceFrom = 0;
  #deliveredFrom = 0;
  #isDelivering = false;
  /** Identifies the current pause in delivery; undefined if there is none. */
  #rest: object | undefined;
  /** True once the connection is gone: what waits is delivered even to a busy receiver. */
  #isFinishing = false;
  #isDiscarding = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(config: EndpointConfig, sink: ReaderSink) {
    const { framing, maxFrameBytes = defaultMaxFrameBytes } = config;
    this.#sink = sink;
    this.#decoder = new StreamDecoder(framing, maxFrameBytes, mayReframe(config));
  }

  get maxFrameBytes(): number {
    return this.#decoder.maxFrameBytes;
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  get deliveredFrom(): number {
    return this.#deliveredFrom;
  }

  /** Once the connection is gone, a consumer's rest is dropped: no end would follow it. */
  read(chunk: Uint8Array): void {
    if (this.#isDiscarding || this.#isFinishing) return;
    // A decoder may keep views of a chunk, unless each is a frame, which is usually delivered at once.
    const borrows = this.#decoder.borrowsChunks && !this.isWaiting;
    this.#decodeBehind('bytes', borrows ? chunk : kept(chunk));
    this.deliverWaiting();
    if (borrows && this.isWaiting) this.#waiting = this.#waiting.map(keptItem);
  }

  deliverWaiting(): void {
    // A reply that is sent synchronously calls this while its frame is still being delivered.
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

  behind(act: () => void): void {
    this.#waiting.push(act);
    this.deliverWaiting();
  }

  end(act: () => void): void {
    this.#decodeBehind('end');
    this.behind(act);
  }

  finish(act: () => void): void {
    this.#isFinishing = true;
    // A pause whose continuation failed would never end.
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

  change(framing: EndpointConfig['framing']): void {
    this.#decodeBehind('change', nothing, framing);
    this.deliverWaiting();
  }

  reframe(framing: EndpointConfig['framing']): void {
    const { batch, frame } = this.#delivered ?? {};
    const rest = frame && this.#decoder.restAfter(frame);
    // Frames that the old framing made of what follows.
    if (rest && batch && this.#waiting[0] === batch) {
      this.#waiting.shift();
      this.#waitingFrames -= batch.frames.length - batch.next;
    }
    const { bytes } = rest ?? { bytes: nothing };
    this.#undecodedBytes += bytes.length;
    this.#decodedBytes -= bytes.length;
    this.#waiting.splice(rest ? 0 : this.#endOfFrames, 0, ...changeTo(framing, this.#sink.config, rest));
    this.deliverWaiting();
  }

  trace(traces: boolean): void {
    this.#decoder.trace(traces);
  }

  /**
   * Delivers the part of a frame that has arrived, after the frames before it, in a later turn. Called when the
   * unfinished frames of all peers need too much memory.
   */
  cut(): void {
    const frames = this.#decoder.cut();
    this.#unfinishedBytes = this.#decoder.unfinishedBytes;
    unfinishedFrames.updateWithoutCutting(this, this.#unfinishedBytes);
    if (frames.length === 0) return;
    this.#waiting.splice(this.#endOfFrames, 0, { frames, next: 0, config: this.#sink.config, from: this.#sliceFrom });
    this.#waitingFrames += frames.length;
    if (!this.#isDelivering && !this.#rest) this.#beginRest();
  }

  limitTo(maxFrameBytes: number): void {
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
      const mayGoOn = isFlood ? turnBudget.tryTakeMessage(length) : turnBudget.tryTakeLoneMessage(length);
      if (mayGoOn) this.#deliverNext(first);
      else this.#beginRest();
    }
  }

  /** True if a frame is charged to the turn's budget as one of many. */
  get #isFlood(): boolean {
    return this.#waitingFrames > fewMessages || this.#undecodedBytes > 0;
  }

  /** Decodes one slice, whose frames come before everything else that waits. */
  #decodeNext(undecoded: Undecoded): void {
    const { bytes, config } = undecoded;
    const { readsAreFrames } = this.#decoder;
    const slice = readsAreFrames || bytes.length <= this.#sliceBytes ? bytes : bytes.subarray(0, this.#sliceBytes);
    const isSmall = readsAreFrames || slice.length <= leastSliceBytes;
    if (!isSmall && !undecoded.hasWaited && !turnBudget.tryTake(slice.length * stepsPerByte)) {
      undecoded.hasWaited = true;
      this.#beginRest();
      return;
    }
    undecoded.hasWaited = false;
    undecoded.bytes = slice === bytes ? nothing : bytes.subarray(slice.length);
    this.#undecodedBytes -= slice.length;
    if (slice.length > 0) this.#sliceFrom = this.#decodedBytes;
    this.#decodedBytes += slice.length;
    if (undecoded.bytes.length === 0) this.#waiting.shift();
    const frames = this.#decode(undecoded, slice);
    if (frames.length > 0) this.#waiting.unshift({ frames, next: 0, config, from: this.#sliceFrom });
    this.#waitingFrames += frames.length;
    if (frames.length > fewMessages) this.#sliceBytes = Math.max(leastSliceBytes, this.#sliceBytes / 2);
    else if (slice.length === this.#sliceBytes) this.#sliceBytes = Math.min(maxSliceBytes, this.#sliceBytes * 2);
    this.#watchDeadline();
    this.#watchUnfinished();
  }

  #decode({ is, readMs, framing, rest }: Undecoded, slice: Uint8Array): readonly Frame[] {
    if (is === 'bytes') return this.#decoder.push(slice, readMs);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // The rest comes again, for the other framing.
    const begun = rest ? [] : this.#decoder.end(performance.now());
    if (is === 'end') return begun;
    this.#decoder.change(framing, rest);
    // Noise still gets no reply.
    return begun.map(({ bytes, flaw }) => (flaw === 'noise' ? { bytes, flaw } : { bytes }));
  }

  #actNext(act: () => void): void {
    // Thousands of connections may be lost at once.
    if (this.#isFinishing && !turnBudget.tryTakeLoneMessage(0)) {
      this.#beginRest();
      return;
    }
    this.#waiting.shift();
    act();
  }

  #deliverNext(batch: Batch): void {
    const frame = batch.frames[batch.next++];
    this.#waitingFrames--;
    this.#deliveredFrom = batch.from;
    if (batch.next === batch.frames.length) this.#waiting.shift();
    if (!frame) return;
    if (this.#decoder.traces) this.#delivered = { batch, frame };
    this.#sink.deliver(frame, batch.config);
  }

  /** Drops frames that can't be delivered. Functions queued behind them are still called, such as the end. */
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

  /** Drops everything that waits. Returns the functions queued between and behind the frames. */
  #dropWaiting(): (() => void)[] {
    this.#waitingFrames = 0;
    this.#undecodedBytes = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#waiting.splice(0).filter(one => typeof one === 'function');
  }

  /** Drops the decoder's unfinished frame and returns it. */
  #dropBegun(): readonly Frame[] {
    const frames = this.#decoder.end(performance.now());
    this.#watchUnfinished();
    return frames;
  }

  #watchUnfinished(): void {
    const { unfinishedBytes } = this.#decoder;
    if (unfinishedBytes === this.#unfinishedBytes) return;
    this.#unfinishedBytes = unfinishedBytes;
    unfinishedFrames.update(this, unfinishedBytes);
  }

  /** Position behind the frames that wait first. */
  get #endOfFrames(): number {
    const behind = this.#waiting.findIndex(one => !('frames' in one));
    return behind < 0 ? this.#waiting.length : behind;
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

  /** Sets a timer for the decoder's deadline, one at a time. If it fires early after more data, it is set again. */
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
