/**
 * The incoming direction of a conversation: passes received bytes to a consumer or to the framing, and pauses reading
 * while the receiver is busy.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import type { SocketError } from '../../core/socketError.ts';
import { type Owner, owned, startOwned } from '../owned.ts';
import { kept } from '../transport/readMemory.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import type { ByteConsumer } from './byteConsumer.ts';
import { DatagramReader } from './datagramFraming.ts';
import { FrameReader } from './frameReader.ts';
import type { Reader, ReaderSink } from './reader.ts';
import { mayReframe } from './streamDecoder.ts';

/** A read of at least this many bytes may be followed by another one in the same turn. */
const longReadBytes = 64 * 1024;
/** A read of up to this many bytes is taken even if the turn is over: whatever it contains, that is quick. */
const smallReadBytes = 4096;

/** The part of a conversation that its incoming direction uses. As an owner, it is the conversation, which ends. */
export interface IncomingSink extends Owner {
  readonly isStream: boolean;
  pause(): void;
  resume(): void;
  /** The config in use now. */
  readonly config: EndpointConfig;
  /** True while messages must wait, until `eased`. */
  readonly isBusy: boolean;
  /** Pending while nothing may be read. */
  readonly holdsReading: Promise<void> | undefined;
  /** The chunk is about to be framed: no consumer has taken it. */
  beforeFraming(chunk: Uint8Array): void;
  deliver(frame: Frame, config: EndpointConfig): void;
  /** The next bytes don't continue the previous ones. */
  cutIn(): void;
  /** The other side's stream has ended, and everything it sent was delivered. */
  ended(): void;
}

export class Incoming implements ReaderSink {
  readonly #sink: IncomingSink;
  readonly #reader: Reader;
  #consumer: ByteConsumer | undefined;
  /** Framing of this conversation, if a rule has changed it. */
  #framing: EndpointConfig['framing'];
  /** The consumer whose `end` has been called. */
  #endedConsumer: ByteConsumer | undefined;
  #hasConsumed = false;
  #hasEnded = false;
  /** True while a layer holds reading back. */
  #isHeld = false;
  /** True while reading is paused to give other conversations a turn. */
  #isResting = false;
  /** A read that waits for a later turn. */
  #held: Uint8Array | undefined;

  constructor(sink: IncomingSink) {
    this.#sink = sink;
    this.#reader = sink.isStream ? new FrameReader(sink.config, this) : new DatagramReader(this);
  }

  get config(): EndpointConfig {
    return this.#sink.config;
  }

  /** Messages are to wait. */
  get isBusy(): boolean {
    return this.#sink.isBusy;
  }

  deliver(frame: Frame, config: EndpointConfig): void {
    this.#sink.deliver(frame, config);
  }

  rested(): void {
    this.eased();
  }

  failed(failure: SocketError): void {
    this.#sink.failed(failure);
  }

  /** The current consumer, which takes the bytes in place of the framing. */
  get consumer(): ByteConsumer | undefined {
    return this.#consumer;
  }

  /** `deliveredFrom` of the reader. Unknown once a consumer has taken bytes. */
  get deliveredFrom(): number | undefined {
    return this.#hasConsumed ? undefined : this.#reader.deliveredFrom;
  }

  /** True if no more bytes will arrive. Earlier ones may still wait to be delivered. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** True while messages that were read wait to be delivered. */
  get isWaiting(): boolean {
    return this.#reader.isWaiting;
  }

  /**
   * Takes a read. Thousands of peers may deliver one in the same turn, and consumers and layers handle all of it (or a
   * slice) in one go: once the turn is over, it waits for a later one.
   */
  received(chunk: Uint8Array): void {
    // Datagrams can't be held back.
    if (!this.#sink.isStream) {
      this.#take(chunk);
      return;
    }
    this.#takeHeld();
    if (chunk.length > smallReadBytes && turnBudget.isOver) this.#hold(chunk);
    else this.#accept(chunk);
  }

  /** Passes a read on. If the consumer takes it in slices, those left at the end of the turn wait for a later one. */
  #accept(chunk: Uint8Array): void {
    let rest = chunk;
    for (let size = this.#sliceBytes; size < rest.length; size = this.#sliceBytes) {
      this.#take(rest.subarray(0, size));
      rest = rest.subarray(size);
      if (!turnBudget.isOver) continue;
      this.#hold(rest);
      return;
    }
    this.#acceptWhole(rest);
  }

  #acceptWhole(chunk: Uint8Array): void {
    this.#take(chunk);
    if (this.#mustPause) this.#sink.pause();
    else if (chunk.length >= longReadBytes && !turnBudget.tryTake(chunk.length)) this.#rest();
    const { holdsReading } = this.#sink;
    if (holdsReading !== undefined) startOwned(this.#sink, 'incoming.wait', () => this.#waitFor(holdsReading));
  }

  /** Passes further bytes to `consumer`, or to the framing again, beginning with `unread`, which was already read. */
  consumeBy(consumer: ByteConsumer | undefined, unread?: Uint8Array): void {
    // A frame that has begun ends where the consumed bytes begin.
    if (!this.#consumer && consumer) this.#reader.change(this.#framing ?? this.#sink.config.framing);
    this.#consumer = consumer;
    this.#hasConsumed ||= consumer !== undefined;
    // Consumed bytes aren't recorded.
    this.#reader.behind(() => this.#sink.cutIn());
    if (unread && unread.length > 0) this.#take(unread);
    this.eased();
  }

  configure(config: EndpointConfig, reframes: boolean): void {
    const { framing, maxFrameBytes = defaultMaxFrameBytes } = config;
    this.#takeHeld();
    if (reframes) {
      this.#framing = undefined;
      this.#reader.change(framing);
      // Characters split between chunks end here: what comes next is split elsewhere.
      this.#reader.behind(() => this.#sink.cutIn());
    }
    this.#reader.limitTo(maxFrameBytes);
    this.#reader.trace(mayReframe(config));
  }

  /** Changes the framing right behind the message delivered last. */
  reframe(framing: EndpointConfig['framing']): void {
    this.#framing = framing;
    this.#sink.cutIn();
    this.#reader.reframe(framing);
  }

  /** Resumes reading when nothing holds it back any more. */
  eased(): void {
    this.#reader.deliverWaiting();
    const isHeldBack = this.#isHeld || this.#isResting || this.#held !== undefined;
    if (!this.#mustPause && !isHeldBack) this.#sink.resume();
  }

  /** Calls `act` when everything read before is delivered. */
  behind(act: () => void): void {
    this.#takeHeld();
    this.#reader.behind(act);
  }

  /** Called when no more bytes will arrive. Pausing doesn't hold back the end, so messages may still wait before it. */
  end(): void {
    this.#takeHeld();
    this.#hasEnded = true;
    // A consumer may hand bytes back to the framing, or to another consumer.
    while (this.#consumer !== this.#endedConsumer) {
      this.#endedConsumer = this.#consumer;
      this.#consumer?.end();
    }
    this.#reader.end(() => {
      // The stream may have been passed to a consumer, or to the framing again, while messages waited.
      if (this.#consumer === this.#endedConsumer) this.#sink.ended();
      else this.end();
    });
  }

  /** Called before the consumer learns that the connection is gone: it still takes what was read. */
  takeRest(): void {
    this.#takeHeld();
  }

  /** Called when the connection is gone: delivers what was read, over as many turns as needed, then calls `act`. */
  finish(act: () => void): void {
    this.#takeHeld();
    this.#reader.finish(act);
  }

  /** Drops undelivered bytes, and everything read from now on. Calls `dropped` with the number of bytes, if any. */
  discard(dropped?: (bytes: number) => void): void {
    this.#takeHeld();
    this.#reader.discard(dropped);
  }

  #take(bytes: Uint8Array): void {
    if (this.#consumer) this.#consumer.push(kept(bytes));
    else {
      this.#sink.beforeFraming(bytes);
      this.#reader.read(bytes);
    }
  }

  get #sliceBytes(): number {
    return this.#consumer?.sliceBytes ?? Number.POSITIVE_INFINITY;
  }

  get #mustPause(): boolean {
    return this.#consumer ? this.#consumer.isBusy : this.#sink.isBusy || this.#reader.isWaiting;
  }

  /** Pauses until a later turn: while a peer has bytes available, they would be read without interruption. */
  #rest(): void {
    this.#isResting = true;
    this.#sink.pause();
    const goOn = owned(this.#sink, 'incoming.rest', () => {
      this.#isResting = false;
      this.eased();
    });
    turnBudget.inLaterTurn(goOn);
  }

  #hold(chunk: Uint8Array): void {
    this.#held = kept(chunk);
    this.#sink.pause();
    const goOn = owned(this.#sink, 'incoming.held', () => {
      const held = this.#unhold();
      if (held) this.#accept(held);
      this.eased();
    });
    turnBudget.inLaterTurn(goOn);
  }

  #takeHeld(): void {
    const held = this.#unhold();
    if (held) this.#acceptWhole(held);
  }

  #unhold(): Uint8Array | undefined {
    const held = this.#held;
    this.#held = undefined;
    return held;
  }

  async #waitFor(held: Promise<void>): Promise<void> {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#sink.pause();
    await held;
    this.#isHeld = false;
    this.eased();
  }
}
