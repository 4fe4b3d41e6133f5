/**
 * One run of two conversations over a transport in memory, in which chance decides what happens next: calls, arrivals,
 * turns and time.
 */
import { mock } from 'node:test';
import { bothDirections } from '../../src/core/config/configChange.ts';
import type { Framing } from '../../src/core/endpointConfig.ts';
import { SocketError } from '../../src/core/socketError.ts';
import { MemoryTransport } from '../../src/engine/transport/memoryTransport.ts';
import { type TurnBudget, turnBudget } from '../../src/engine/turns/turnBudget.ts';
import { isInterleaved } from './interleavedBytes.ts';
import { Side, SomeBytes } from './interleavedSide.ts';
import { replied } from './memoryConversation.ts';
import { MessageReader } from './messageReader.ts';
import { randomFrom } from './randomFrom.ts';

/** Framings that keep every byte, so that what was delivered can be compared with what was sent. */
const framings: readonly Framing[] = ['none', { fixed: 1 }, { fixed: 3 }, { fixed: 7 }, { idleMs: 5 }];
const tickMs = 3;

type Pair = readonly [Side, Side];

let current: Interleaving;

/**
 * Lets the most recent run decide about time and turns, until the returned function is called. Doesn't use mocks, which
 * would record each of millions of calls.
 */
export function leaveToChance(): () => void {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { now } = performance;
  performance.now = () => current.nowMs;
  // Tens of thousands of calls are refused. Taking the stacks of their errors would take most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const chance: Pick<TurnBudget, 'tryTake' | 'inLaterTurn' | 'takeWhenPossible'> = {
    tryTake: () => current.mayGoOn,
    inLaterTurn: goOn => current.later(goOn),
    takeWhenPossible: () => (current.mayGoOn ? undefined : new Promise<void>(resolve => current.later(resolve))),
  };
  Object.assign(turnBudget, chance);
  return () => {
    mock.timers.reset();
    performance.now = now;
    Error.stackTraceLimit = stackTraceLimit;
    for (const name of Object.keys(chance)) Reflect.deleteProperty(turnBudget, name);
  };
}

export class Interleaving {
  readonly #random: (below: number) => number;
  readonly #waiting: (() => void)[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  /** Each ends with its conversation. */
  readonly #reading = new Set<Promise<unknown>>();
  /** The pairs of conversations that were opened, in order. */
  readonly #pairs: Pair[] = [];
  #isEnding = false;
  #isStuck = false;
  #nowMs = 1000;
  #bytes = 0;
  readonly log: string[] = [];
  swaps = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    current = this;
    this.#open();
  }

  /** Acts this many times, then closes both and lets everything end. Returns what is wrong. */
  async run(acts: number): Promise<string[]> {
    for (let act = 0; act < acts; act++) {
      this.#act();
      await settle();
    }
    this.#isEnding = true;
    const sides = this.#pairs.flat();
    const isQuiet = () => this.#waiting.length === 0 && this.#pending.size === 0;
    await this.#goOnUntil(isQuiet, () => sides.forEach(side => void side.ease()));
    this.#isStuck = !isQuiet();
    for (const { made } of sides) this.#wait(made.conversation.disconnect());
    await this.#goOnUntil(() => isQuiet() && this.#reading.size === 0);
    return this.#pairs.flatMap(([here, there], at) => [
      ...this.#problems(here, there).map(one => `${at}, here: ${one}`),
      ...this.#problems(there, here).map(one => `${at}, there: ${one}`),
    ]);
  }

  async #goOnUntil(isOver: () => boolean, each: () => void = () => undefined): Promise<void> {
    for (let round = 0; round < 1000 && !isOver(); round++) {
      each();
      this.#runOne();
      this.#tick(round % 10 === 9 ? 500 : tickMs);
      await settle();
    }
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Whether the turn has budget left. */
  get mayGoOn(): boolean {
    return this.#random(4) > 0;
  }

  later(act: () => void): void {
    this.#waiting.push(act);
  }

  #act(): void {
    const pair = this.#pairs.at(-1) as Pair;
    const at = this.#random(2);
    const name = Interleaving.#names[this.#random(Interleaving.#names.length)] as string;
    this.log.push(`${at} ${name}`);
    Interleaving.#acts[name]?.(this, pair[at] as Side, pair);
  }

  /** Acts that may happen next, to one side of the current pair. Made once, since there are hundreds of thousands of acts. */
  static readonly #acts: Readonly<Record<string, (run: Interleaving, side: Side, pair: Pair) => unknown>> = {
    run: run => run.#runOne(),
    runMore: run => run.#runOne(),
    tick: run => run.#tick(tickMs),
    send: (run, side) => run.#send(side),
    sendMore: (run, side) => run.#send(side),
    reply: (run, { made }) => run.#wait(replied(made.conversation, run.#newBytes(), run.#random(2) * 5)),
    busy: (_, { layer }) => {
      layer.isBusy = true;
    },
    eased: (_, { layer, made }) => {
      layer.isBusy = false;
      made.conversation.eased();
    },
    configure: (run, { made: { conversation, home } }) => {
      const config = { ...home.config, framing: run.#framing() };
      conversation.configure(config, bothDirections);
      home.config = config;
    },
    consume: (run, side) => {
      const { conversation } = side.made;
      if (!conversation.consumer) conversation.consumeBy(new SomeBytes(side, 1 + run.#random(40)));
    },
    stopConsuming: (_, { made: { conversation } }) =>
      conversation.consumer instanceof SomeBytes && conversation.consumer.stop(),
    lane: (run, side) => run.#lane(side),
    leaveLane: (_, side) => {
      side.lane?.release();
      side.lane = undefined;
    },
    video: (run, side) => side.video === undefined && run.#wait(run.#video(side)),
    stopVideo: (_, { video }) => video?.abort(new SocketError('CANCELLED')),
    read: (run, side) => run.#read(side),
    stopReading: (run, side) => run.#stopReading(side),
    swap: (run, _, pair) => run.#random(3) === 0 && run.#swap(pair),
    // Rarely, so that most of a run is traffic.
    end: (run, { made }) => run.#random(12) === 0 && made.conversation.end(),
    reset: (run, { made }) => run.#random(60) === 0 && made.conversation.reset(),
    fail: (run, { made }) =>
      run.#random(60) === 0 && made.conversation.failed(new SocketError('INTERNAL_ERROR', { detail: 'chance' })),
    disconnect: (run, { made }) => run.#random(60) === 0 && run.#wait(made.conversation.disconnect()),
    reopen: (run, _, pair) => run.#random(30) === 0 && run.#reopen(pair),
    remove: (run, side) => run.#random(60) === 0 && run.#remove(side),
  };

  static readonly #names = Object.keys(Interleaving.#acts);

  #open(): void {
    const [here, there] = MemoryTransport.pair(act => void this.#waiting.push(act));
    this.#pairs.push([new Side(here, this.#framing()), new Side(there, this.#framing())]);
  }

  /** Opens the next pair while the previous one is still ending. */
  #reopen(pair: Pair): void {
    for (const { made } of pair) this.#wait(made.conversation.disconnect());
    this.#open();
  }

  /** Removes the endpoint: its readers get nothing more. */
  #remove(side: Side): void {
    for (const reader of side.readers) this.#wait(reader.stop());
    this.#wait(side.made.conversation.disconnect());
  }

  /** Like STARTTLS: swaps the transports of both sides while nothing is in transit. */
  #swap([here, there]: Pair): void {
    const areOpen = [here, there].every(({ made }) => made.conversation.snapshot.state === 'open');
    for (const side of areOpen ? [] : [here, there]) side.swapLate(MemoryTransport.pair()[0]);
    if (!areOpen || !here.hasArrivedAt(there) || !there.hasArrivedAt(here)) return;
    const [one, other] = MemoryTransport.pair(act => void this.#waiting.push(act));
    here.swap(one);
    there.swap(other);
    this.swaps++;
  }

  #read(side: Side): void {
    const reader = new MessageReader(side.made.conversation.frames(), {
      delivered: side.delivered,
      stopAfter: this.#random(2) === 0 ? Number.POSITIVE_INFINITY : 1 + this.#random(5),
      throws: this.#random(2) === 0,
      pause: () => this.#later(),
    });
    side.readers.push(reader);
    this.#wait(reader.read(), this.#reading);
  }

  #stopReading({ readers }: Side): void {
    const reader = readers[this.#random(readers.length + 1)];
    if (reader) this.#wait(reader.stop());
  }

  /** Sends one picture after another until it is stopped. */
  async #video(side: Side): Promise<void> {
    const stop = new AbortController();
    side.video = stop;
    try {
      const lane = await side.made.conversation.lane(stop.signal, 'video');
      while (!stop.signal.aborted) {
        await lane.write([this.#newBytes()]).catch(() => stop.abort());
        await this.#later();
      }
      lane.release();
    } finally {
      side.video = undefined;
    }
  }

  /** Resolves when chance decides; at once when the run is ending. */
  async #later(): Promise<void> {
    if (!this.#isEnding) await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  #send(side: Side): void {
    this.#wait(side.made.conversation.send(this.#newBytes()));
  }

  /** Like a file: takes the direction, writes, and may be cancelled while it waits. */
  #lane(side: Side): void {
    const cancel = new AbortController();
    const write = async () => {
      const lane = await side.made.conversation.lane(cancel.signal);
      side.lane?.release();
      side.lane = lane;
      await lane.write([this.#newBytes(), this.#newBytes()]);
    };
    this.#wait(write());
    if (this.#random(3) === 0) this.#waiting.push(() => cancel.abort(new SocketError('CANCELLED')));
    if (this.#random(2) === 0) this.#waiting.push(() => side.lane?.release());
  }

  #wait(promise: Promise<unknown>, pending = this.#pending): void {
    const settled = promise.catch(error => {
      if (!(error instanceof SocketError || error instanceof RangeError)) this.log.push(`UNEXPECTED ${error}`);
    });
    pending.add(settled);
    void settled.then(() => pending.delete(settled));
  }

  #runOne(): void {
    // Only the front of each queue may happen next; the queues are independent of each other.
    this.#waiting.splice(this.#random(Math.min(this.#waiting.length, 3)), 1)[0]?.();
  }

  #tick(ms: number): void {
    this.#nowMs += ms;
    mock.timers.tick(ms);
  }

  #framing(): Framing {
    return framings[this.#random(framings.length)] as Framing;
  }

  /** Returns bytes that count up, so that a change of order shows. */
  #newBytes(): Uint8Array {
    return Uint8Array.from({ length: 1 + this.#random(20) }, () => this.#bytes++ % 251);
  }

  #problems(side: Side, other: Side): string[] {
    const { made, transports, timesClosed, readers } = side;
    const arrived = Buffer.concat(side.arrived);
    const endings = made.events.filter(({ code }) => ['peerClosed', 'peerReset', 'peerFailed'].includes(code));
    const { bytesIn } = made.conversation.snapshot;
    return Object.entries({
      'bytes arrived that were not sent, or in another order': Buffer.concat(other.handed)
        .subarray(0, arrived.length)
        .equals(arrived),
      'bytes were delivered twice, in another order, or not at all': isInterleaved(
        side.arrived,
        side.delivered,
        side.consumed,
      ),
      'bytes received are counted wrong': bytesIn === arrived.length && made.home.traffic.bytesIn === bytesIn,
      'messages received are counted wrong': made.home.traffic.framesIn === side.framesIn,
      'more bytes were counted as sent than were handed over': made.home.traffic.bytesOut <= side.handedBytes,
      'it is not closed': made.conversation.snapshot.state === 'closed' && timesClosed === 1,
      'a transport is open': transports.every(({ isClosed }) => isClosed),
      'a reader got other messages than were delivered': readers.every(({ isRight }) => isRight),
      'video is still being sent': side.video === undefined,
      [`it ended ${endings.length} times`]: endings.length === 1,
      'a call waits though nothing holds it back': !this.#isStuck,
      'a call has not settled': this.#pending.size === 0 && this.#reading.size === 0,
      'it continued over another transport after an end': !side.hasSwappedLate,
      'something is still to be done': this.#waiting.length === 0,
      'an error is not one of ours': !this.log.some(line => line.startsWith('UNEXPECTED')),
    }).flatMap(([problem, isFine]) => (isFine ? [] : problem));
  }
}

/** Lets promises settle that wait for nothing else. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await undefined;
}
