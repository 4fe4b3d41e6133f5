/**
 * Limits the memory and the questions that one page's calls cause. The page shows data from strangers, so it may call
 * anything at any rate.
 */
import { SocketError } from '../../core/socketError.ts';
import { sizeOf } from '../../core/config/valueSize.ts';
import { askingFor } from '../callers/askers.ts';
import type { PageCall } from './pageInput.ts';
import { PageOpenings } from './pageOpenings.ts';
import { PageQuestions } from './pageQuestions.ts';

/** Pending calls per page. Our own page makes some hundreds if it shows that many thumbnails. */
const maxCalls = 1000;
/**
 * Bytes of pending arguments per page. Our own page has up to 8 MiB pending for a dropped file, and 32 for a recording.
 */
const maxGivenBytes = 256 * 1024 * 1024;
/** Calls of one kind that are answered at once; the others wait. A few bytes can request up to 16 MiB. */
const maxReadsAtOnce = 4;
/** Dropping a few paths may search whole folders for links. */
const maxDropsAtOnce = 1;
/**
 * Messages in transit to the page above which reads wait. Several, since a remote window takes long for each and
 * scrolling mustn't wait for them one by one.
 */
const maxDelivering = 8;

/** Calls whose answers are far larger than their arguments. */
const reads: ReadonlySet<string> = new Set<PageCall>([
  'start',
  'transfers',
  'videos',
  'entryBytes',
  'rows',
  'peers',
  'recentPeers',
  'carryPeerName',
  'thumbnail',
]);

export class PageCallBounds {
  readonly #questions = new PageQuestions();
  readonly #openings = new PageOpenings();
  readonly #delivering = new Set<Promise<unknown>>();
  #calls = 0;
  #givenBytes = 0;
  readonly #lanes = new Map<string, Lane>();
  /** Resolves when the page is gone. */
  #gone = Promise.withResolvers<void>();

  /** Tracks a message until `delivery` settles. While several are in transit, nothing more is read for the page. */
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
      throw new RangeError('the page asks for more than it can wait for');
    this.#openings.check(name, args);
    this.#calls++;
    this.#givenBytes += bytes;
    try {
      return await (reads.has(name) ? this.#read(name, call) : this.#act(name, call));
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
    for (const lane of this.#lanes.values()) lane.forget();
    this.#delivering.clear();
    this.#gone.resolve();
    this.#gone = Promise.withResolvers();
  }

  #read<T>(name: string, call: () => Promise<T>): Promise<T> {
    return this.#laneOf(name, maxReadsAtOnce).run(async () => {
      await this.#untilDelivered();
      return call();
    });
  }

  #act<T>(name: string, call: () => Promise<T>): Promise<T> {
    const act = () => askingFor(this.#questions, call);
    return name === ('sendDropped' satisfies PageCall) ? this.#laneOf(name, maxDropsAtOnce).run(act) : act();
  }

  #laneOf(name: string, atOnce: number): Lane {
    const lane = this.#lanes.get(name) ?? new Lane(atOnce);
    this.#lanes.set(name, lane);
    return lane;
  }

  /** Resolves when few messages are in transit. Rejects with CANCELLED if the page is gone by then. */
  async #untilDelivered(): Promise<void> {
    const gone = this.#gone;
    while (this.#delivering.size >= maxDelivering && gone === this.#gone)
      await Promise.race([gone.promise, ...this.#delivering]);
    if (gone !== this.#gone) throw new SocketError('CANCELLED');
  }
}

/** Runs a few calls at once and the others afterwards, in order. */
class Lane {
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
