/** Limits the memory and the questions of one page’s calls: the page shows data from strangers, so it may call anything at any rate. */

import { sizeOf } from '../../core/config/valueSize.ts';
import { SocketError } from '../../core/socketError.ts';
import { askingFor } from '../callers/askers.ts';
import type { PageCall } from './pageInput.ts';
import { PageOpenings } from './pageOpenings.ts';
import { PageQuestions } from './pageQuestions.ts';

/** A page of ours has some hundreds, where it shows that many pictures of files. */
const maxCalls = 1000;
/** A dropped file has 8 MiB under way, and a recording up to 32. */
const maxGivenBytes = 256 * 1024 * 1024;
/** A few bytes ask for up to 16 MiB: this many answers of one kind are made at once, the others wait. */
const maxReadsAtOnce = 4;
/** A drop of a few paths looks through whole folders for links. */
const maxDropsAtOnce = 1;
/** Messages on their way to the page: a remote window takes long for each, and scrolling mustn't wait for them one by one. */
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
  /** Resolves when the page has gone. */
  #gone = Promise.withResolvers<void>();

  /** Call with what settles when the page has a message: while it lacks several, nothing more is read for it. */
  deliver(delivery: PromiseLike<unknown>): void {
    const delivering: Promise<unknown> = Promise.resolve(delivery)
      .catch(() => undefined /* the tab has gone, or the next one arrives */)
      .finally(() => this.#delivering.delete(delivering));
    this.#delivering.add(delivering);
  }

  /**
   * Makes a call whose arguments were checked. Rejects with a RangeError if too many are under way, too much was given with them, or too much
   * would be opened.
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
   * Call when the page has gone: what it asked for last isn't read any more. Not when a page begins, since one that was taken over may say so
   * at any time: what is being read for it still counts.
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

  /** Rejects with CANCELLED if the page has gone meanwhile. */
  async #untilDelivered(): Promise<void> {
    const gone = this.#gone;
    while (this.#delivering.size >= maxDelivering && gone === this.#gone)
      await Promise.race([gone.promise, ...this.#delivering]);
    if (gone !== this.#gone) throw new SocketError('CANCELLED');
  }
}

/** Runs a few calls at once, the others afterwards in their order. */
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
