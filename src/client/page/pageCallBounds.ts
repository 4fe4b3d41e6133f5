/** Limits the calls of one page: the page shows data from strangers, so it may call anything at any rate. */
import { sizeOf } from '../../core/config/valueSize.ts';
import { SocketError } from '../../core/socketError.ts';
import { runAsAsker } from '../callers/askers.ts';
import { type CallLimit, limitOf, opensSomething } from './pageCallLimits.ts';
import { PageQuestions } from './pageQuestions.ts';

/** Pending calls per page. Our own page makes some hundreds if it shows that many thumbnails. */
const maxCalls = 1000;
/**
 * Bytes of pending arguments per page. Our own page has up to 8 MiB pending for a dropped file, and 32 for a recording.
 */
const maxGivenBytes = 256 * 1024 * 1024;
/** Messages on their way to the page: a remote window takes long for each, and scrolling mustn't wait for them one by one. */
const maxDelivering = 8;
/** More than a user opens in this time, even by double-clicking. */
const maxOpened = 10;
const openedWithinMs = 10_000;

export class PageCallBounds {
  readonly #nowMs: () => number;
  readonly #questions = new PageQuestions();
  readonly #delivering = new Set<Promise<unknown>>();
  #calls = 0;
  #givenBytes = 0;
  readonly #queues = new Map<string, CallQueue>();
  /** When the last calls that opened something were made, oldest first. */
  #openedMs: number[] = [];
  /** Resolves when the page has gone. */
  #gone = Promise.withResolvers<void>();

  constructor(nowMs = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Call with what settles when the page has a message: while it lacks several, nothing more is read for it. */
  deliver(delivery: PromiseLike<unknown>): void {
    const delivering: Promise<unknown> = Promise.resolve(delivery)
      .catch(() => undefined /* the tab is closed, or the next message arrives */)
      .finally(() => this.#delivering.delete(delivering));
    this.#delivering.add(delivering);
  }

  /**
   * Makes a call whose arguments were checked. Rejects with a RangeError if too many calls are pending, their arguments
   * are too large, or too much would be opened.
   */
  async run<T>(name: string, args: readonly unknown[], call: () => Promise<T>): Promise<T> {
    const bytes = sizeOf(args) ?? 0;
    if (this.#calls >= maxCalls || this.#givenBytes + bytes > maxGivenBytes)
      throw new RangeError('too many calls from the page are pending');
    const limit = limitOf(name);
    if (opensSomething(limit, args)) this.#countOpening();
    this.#calls++;
    this.#givenBytes += bytes;
    try {
      return await this.#within(limit, name, call);
    } finally {
      this.#calls--;
      this.#givenBytes -= bytes;
    }
  }

  /**
   * Cancels waiting reads. Call it when the page is gone, but not when a page begins: a page that was taken over may
   * claim that at any time, so its running reads must still count.
   */
  forget(): void {
    for (const queue of this.#queues.values()) queue.forget();
    this.#delivering.clear();
    this.#gone.resolve();
    this.#gone = Promise.withResolvers();
  }

  /** @throws RangeError for one more than the user could look at: a page that was taken over could open hundreds in a second. */
  #countOpening(): void {
    const nowMs = this.#nowMs();
    this.#openedMs = this.#openedMs.filter(atMs => nowMs - atMs < openedWithinMs);
    if (this.#openedMs.length >= maxOpened) throw new RangeError('the page opens too much at once');
    this.#openedMs.push(nowMs);
  }

  #within<T>({ atOnce, isRead }: CallLimit, name: string, call: () => Promise<T>): Promise<T> {
    const make = isRead ? () => this.#read(call) : () => runAsAsker(this.#questions, call);
    return atOnce === undefined ? make() : this.#queueOf(name, atOnce).run(make);
  }

  async #read<T>(call: () => Promise<T>): Promise<T> {
    await this.#untilDelivered();
    return call();
  }

  #queueOf(name: string, atOnce: number): CallQueue {
    const queue = this.#queues.get(name) ?? new CallQueue(atOnce);
    this.#queues.set(name, queue);
    return queue;
  }

  /** Resolves when few messages are in transit. Rejects with CANCELLED if the page is gone by then. */
  async #untilDelivered(): Promise<void> {
    const gone = this.#gone;
    while (this.#delivering.size >= maxDelivering && gone === this.#gone)
      await Promise.race([gone.promise, ...this.#delivering]);
    if (gone !== this.#gone) throw new SocketError('CANCELLED');
  }
}

/** Runs a few calls at once, the others afterwards in their order. */
class CallQueue {
  readonly #atOnce: number;
  #running = 0;
  #waiting: PromiseWithResolvers<void>[] = [];

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running++;
    else await this.#turn();
    try {
      return await call();
    } finally {
      const next = this.#waiting.shift();
      if (next) next.resolve();
      else this.#running--;
    }
  }

  forget(): void {
    for (const { reject } of this.#waiting) reject(new SocketError('CANCELLED'));
    this.#waiting = [];
  }

  #turn(): Promise<void> {
    const turn = Promise.withResolvers<void>();
    this.#waiting.push(turn);
    return turn.promise;
  }
}
