/**
 * One run of two conversations over a transport in memory, in which chance decides what happens next: calls, arrivals,
 * turns and time.
 */
import { mock } from 'node:test';
import type { Framing } from '../../src/core/endpointConfig.ts';
import { SocketError } from '../../src/core/socketError.ts';
import { MemoryTransport } from '../../src/engine/transport/memoryTransport.ts';
import { type TurnBudget, turnBudget } from '../../src/engine/turns/turnBudget.ts';
import { hexOfParts, isInterleaved } from './interleavedBytes.ts';
import { Side, SomeBytes } from './interleavedSide.ts';
import { MessageReader } from './messageReader.ts';
import { randomFrom } from './randomFrom.ts';

/** Framings that keep every byte, so that what was delivered can be compared with what was sent. */
const framings: readonly Framing[] = ['none', { fixed: 1 }, { fixed: 3 }, { fixed: 7 }, { idleMs: 5 }];
const tickMs = 3;

let current: Interleaving;

/**
 * Lets the most recent run decide about time and turns, until the returned function is called. Doesn't use mocks, which
 * would record each of millions of calls.
 */
export function leaveToChance(): () => void {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { now } = performance;
  performance.now = () => current.nowMs;
  const chance: Pick<TurnBudget, 'tryTake' | 'inLaterTurn' | 'takeWhenPossible'> = {
    tryTake: () => current.mayGoOn,
    inLaterTurn: goOn => current.later(goOn),
    takeWhenPossible: () => (current.mayGoOn ? undefined : new Promise<void>(resolve => current.later(resolve))),
  };
  Object.assign(turnBudget, chance);
  return () => {
    mock.timers.reset();
    performance.now = now;
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
  readonly #pairs: (readonly [Side, Side])[] = [];
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
    const pair = this.#pairs.at(-1) as readonly [Side, Side];
    const at = this.#random(2);
    const side = pair[at] as Side;
    const { conversation, home } = side.made;
    const acts: Record<string, () => void> = {
      run: () => this.#runOne(),
      runMore: () => this.#runOne(),
      tick: () => this.#tick(tickMs),
      send: () => this.#send(side),
      sendMore: () => this.#send(side),
      reply: () => this.#wait(conversation.reply(this.#newBytes(), 'echo', this.#random(2) * 5)),
      busy: () => {
        side.layer.isBusy = true;
      },
      eased: () => {
        side.layer.isBusy = false;
        conversation.eased();
      },
      configure: () => {
        const config = { ...home.config, framing: this.#framing() };
        conversation.configure(config, true);
        home.config = config;
      },
      consume: () => {
        if (!conversation.consumer) conversation.consumeBy(new SomeBytes(side, 1 + this.#random(40)));
      },
      stopConsuming: () => conversation.consumer instanceof SomeBytes && conversation.consumer.stop(),
      lane: () => this.#lane(side),
      leaveLane: () => {
        side.lane?.release();
        side.lane = undefined;
      },
      video: () => side.video === undefined && this.#wait(this.#video(side)),
      stopVideo: () => side.video?.abort(new SocketError('CANCELLED')),
      read: () => this.#read(side),
      stopReading: () => this.#stopReading(side),
      swap: () => this.#random(3) === 0 && this.#swap(pair),
      // Rarely, so that most of a run is traffic.
      end: () => this.#random(12) === 0 && conversation.end(),
      reset: () => this.#random(60) === 0 && conversation.reset(),
      fail: () =>
        this.#random(60) === 0 && conversation.failed(new SocketError('INTERNAL_ERROR', { detail: 'chance' })),
      disconnect: () => this.#random(60) === 0 && this.#wait(conversation.disconnect()),
      reopen: () => this.#random(30) === 0 && this.#reopen(pair),
      remove: () => this.#random(60) === 0 && this.#remove(side),
    };
    const names = Object.keys(acts);
    const name = names[this.#random(names.length)] as string;
    this.log.push(`${at} ${name}`);
    acts[name]?.();
  }

  #open(): void {
    const [here, there] = MemoryTransport.pair(act => void this.#waiting.push(act));
    this.#pairs.push([new Side(here, this.#framing()), new Side(there, this.#framing())]);
  }

  /** Opens the next pair while the previous one is still ending. */
  #reopen(pair: readonly [Side, Side]): void {
    for (const { made } of pair) this.#wait(made.conversation.disconnect());
    this.#open();
  }

  /** Removes the endpoint: its readers get nothing more. */
  #remove(side: Side): void {
    for (const reader of side.readers) this.#wait(reader.stop());
    this.#wait(side.made.conversation.disconnect());
  }

  /** Like STARTTLS: swaps the transports of both sides while nothing is in transit. */
  #swap([here, there]: readonly [Side, Side]): void {
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
    const arrived = hexOfParts(side.arrived);
    const endings = made.events.filter(({ code }) => ['peerClosed', 'peerReset', 'peerFailed'].includes(code));
    const { bytesIn } = made.conversation.snapshot;
    return Object.entries({
      'bytes arrived that were not sent, or in another order': hexOfParts(other.handed).startsWith(arrived),
      'bytes were delivered twice, in another order, or not at all': isInterleaved(
        side.arrived,
        side.delivered,
        side.consumed,
      ),
      'bytes received are counted wrong': bytesIn * 2 === arrived.length && made.home.traffic.bytesIn === bytesIn,
      'messages received are counted wrong': made.home.traffic.framesIn === side.framesIn,
      'more bytes were counted as sent than were handed over':
        made.home.traffic.bytesOut * 2 <= hexOfParts(side.handed).length,
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
