/** Two ends of a stream in memory, without a port or a clock: a scheduler delivers what is written to the other end. */
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import { SocketError } from '../../core/socketError.ts';
import { owned } from '../owned.ts';
import { asRead } from './readMemory.ts';
import type { Transport, TransportSink, WriteCallback } from './transport.ts';

/** Runs functions later, in the order in which they were scheduled for each direction of a pair. */
export type Schedule = (act: () => void) => void;

/** Data or a signal on its way to the other end. */
type Passing =
  | { readonly bytes: Uint8Array; readonly taken: (() => void) | undefined }
  | { readonly is: 'end' }
  | { readonly is: 'close'; readonly error?: Error };

export class MemoryTransport implements Transport {
  readonly isStream = true;
  readonly hasReset = true;
  readonly #address: string;
  readonly #schedule: Schedule;
  #other: MemoryTransport | undefined;
  #sink: TransportSink | undefined;
  #arriving: Passing[] = [];
  #isScheduled = false;
  #isPaused = false;
  #hasEnded = false;
  #otherHasEnded = false;
  #isClosing = false;
  #isDestroyed = false;
  #isClosed = false;

  constructor(address: string, schedule: Schedule) {
    this.#address = address;
    this.#schedule = schedule;
  }

  /** Returns the two ends. The scheduler is Node's queue of microtasks if none is given. */
  static pair(schedule: Schedule = queueMicrotask): readonly [MemoryTransport, MemoryTransport] {
    const one = new MemoryTransport('memory:1', schedule);
    const other = new MemoryTransport('memory:2', schedule);
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  get isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  open(sink: TransportSink): void {
    this.#sink = sink;
    this.#arrive();
  }

  write({ parts }: EncodedFrame, taken: WriteCallback): void {
    if (this.#isDestroyed || this.#hasEnded) {
      taken(new SocketError('SEND_INTERRUPTED', { address: this.#address }));
      return;
    }
    this.#send({ bytes: Buffer.concat([...parts]), taken: () => !this.#isDestroyed && taken() });
  }

  failureOf(error: Error): SocketError {
    return SocketError.from(error, 'send', this.#address);
  }

  end(): void {
    if (this.#hasEnded || this.#isDestroyed) return;
    this.#hasEnded = true;
    this.#send({ is: 'end' });
    this.#closeIfOver();
  }

  close(): void {
    this.#isClosing = true;
    this.end();
    // It may have ended before.
    this.#closeIfOver();
  }

  reset(): void {
    if (this.#isDestroyed) return;
    const other = this.#other;
    if (other) other.#discard({ is: 'close', error: systemError('ECONNRESET') });
    this.#shut();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#send({ is: 'close' });
    this.#shut();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#arrive();
  }

  configure(): void {
    // Memory has no options.
  }

  #send(passing: Passing): void {
    const other = this.#other;
    if (!other) return;
    // As in TCP, bytes for an end that is destroyed are answered by a reset.
    if (other.#isDestroyed && 'bytes' in passing) this.#discard({ is: 'close', error: systemError('EPIPE') });
    else {
      other.#arriving.push(passing);
      other.#arrive();
    }
  }

  /** Drops everything that is on its way. */
  #discard(passing: Passing): void {
    this.#arriving = [passing];
    this.#arrive();
  }

  #arrive(): void {
    if (this.#isScheduled || !this.#next) return;
    this.#isScheduled = true;
    this.#schedule(
      owned(this.#sink as TransportSink, 'memoryTransport.arrive', () => {
        this.#isScheduled = false;
        this.#deliver(this.#next);
        this.#arrive();
      }),
    );
  }

  /** The next item that can arrive now. Pausing holds back only bytes. */
  get #next(): Passing | undefined {
    const [first] = this.#arriving;
    if (!this.#sink || !first || this.#isClosed) return undefined;
    return this.#isPaused && 'bytes' in first ? undefined : first;
  }

  #deliver(passing: Passing | undefined): void {
    if (!passing) return;
    this.#arriving.shift();
    if ('bytes' in passing) {
      passing.taken?.();
      if (!this.#isDestroyed) this.#sink?.data(asRead(passing.bytes));
    } else if (passing.is === 'end') {
      this.#otherHasEnded = true;
      if (!this.#isDestroyed) this.#sink?.ended();
      this.#closeIfOver();
    } else {
      this.#isDestroyed = true;
      this.#closed(passing.error);
    }
  }

  /** Closes it if both directions have ended, as a socket does by itself. */
  #closeIfOver(): void {
    if (this.#isDestroyed || !this.#hasEnded || !(this.#otherHasEnded || this.#isClosing)) return;
    this.#shut();
  }

  #shut(): void {
    this.#isDestroyed = true;
    // As in TCP, bytes that are no longer read are answered by a reset.
    const isUnread = this.#arriving.some(passing => 'bytes' in passing);
    const isOtherOpen = this.#other && !this.#other.#isDestroyed;
    if (isUnread && isOtherOpen) this.#send({ is: 'close', error: systemError('ECONNRESET') });
    this.#arriving = [];
    this.#schedule(owned(this.#sink ?? neverOpened, 'memoryTransport.shut', () => this.#closed()));
  }

  #closed(error?: Error): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#sink?.closed(error);
  }
}

const neverOpened = { failed: () => undefined };

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
