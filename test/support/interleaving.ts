/** One run of two conversations over a transport in memory, in which chance decides what happens next: calls, arrivals, turns and time. */
import { mock } from 'node:test';
import type { Framing } from '../../src/core/endpointConfig.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { ByteConsumer } from '../../src/engine/conversation/byteConsumer.ts';
import type { Lane } from '../../src/engine/conversation/lane.ts';
import { MemoryTransport } from '../../src/engine/transport/memoryTransport.ts';
import { type TurnBudget, turnBudget } from '../../src/engine/turns/turnBudget.ts';
import { type MemoryConversation, memoryConversation } from './memoryConversation.ts';
import { randomFrom } from './randomFrom.ts';

/** Framings that keep every byte, so that what was delivered can be compared with what was sent. */
const framings: readonly Framing[] = ['none', { fixed: 1 }, { fixed: 3 }, { fixed: 7 }, { idleMs: 5 }];
const tickMs = 3;

/** A consumer of so many bytes: it gives back the rest, as a file that ends in the middle of a read does. */
class SomeBytes implements ByteConsumer {
  readonly #side: Side;
  #left: number;
  isBusy = false;

  constructor(side: Side, bytes: number) {
    this.#side = side;
    this.#left = bytes;
  }

  push(chunk: Uint8Array): void {
    const own = chunk.subarray(0, this.#left);
    this.#side.consumed.push(own);
    this.#left -= own.length;
    if (this.#left === 0) this.stop(chunk.subarray(own.length));
  }

  stop(unread?: Uint8Array): void {
    const { conversation } = this.#side.made;
    this.isBusy = false;
    if (conversation.consumer === this) conversation.consumeBy(undefined, unread);
  }

  end(): void {
    this.stop();
  }

  gone(): void {
    this.#side.consumersGone++;
  }
}

class Side {
  readonly made: MemoryConversation;
  readonly transport: MemoryTransport;
  /** Bytes that arrived, that were delivered as messages, that were consumed, and that were handed to the transport. */
  readonly arrived: Uint8Array[] = [];
  readonly delivered: Uint8Array[] = [];
  readonly consumed: Uint8Array[] = [];
  readonly handed: Uint8Array[] = [];
  framesIn = 0;
  consumersGone = 0;
  timesClosed = 0;
  lane: Lane | undefined;
  readonly layer = { isBusy: false };

  constructor(transport: MemoryTransport, framing: Framing) {
    this.transport = transport;
    const write = transport.write.bind(transport);
    transport.write = ({ parts }, taken) => {
      const bytes = Buffer.concat([...parts]);
      this.handed.push(bytes);
      write({ length: bytes.length, parts: [bytes] }, taken);
    };
    const { layer } = this;
    this.made = memoryConversation(
      transport,
      { framing, maxQueuedBytes: 1_000_000 },
      {
        arrived: chunk => void this.arrived.push(chunk),
        frame: ({ bytes }) => {
          this.framesIn++;
          this.delivered.push(bytes);
        },
        get isBusy() {
          return layer.isBusy;
        },
        closed: () => void this.timesClosed++,
      },
    );
  }
}

let current: Interleaving;

/**
 * Lets the run that was made last decide about time and turns; the returned function ends that. Without mocks, which would remember each of
 * millions of calls.
 */
export function leaveToChance(): () => void {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { now } = performance;
  performance.now = () => current.nowMs;
  const chance: Pick<TurnBudget, 'takes' | 'inLaterTurn' | 'take'> = {
    takes: () => current.mayGoOn,
    inLaterTurn: goOn => current.later(goOn),
    take: () => (current.mayGoOn ? undefined : new Promise<void>(resolve => current.later(resolve))),
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
  readonly sides: readonly [Side, Side];
  #nowMs = 1000;
  #bytes = 0;
  readonly log: string[] = [];

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    current = this;
    const [here, there] = MemoryTransport.pair(act => void this.#waiting.push(act));
    this.sides = [new Side(here, this.#framing()), new Side(there, this.#framing())];
  }

  /** Acts so many times, then closes both and lets everything end. Returns what is wrong. */
  async run(acts: number): Promise<string[]> {
    for (let act = 0; act < acts; act++) {
      this.#act();
      await settle();
    }
    for (const side of this.sides) {
      side.layer.isBusy = false;
      side.lane?.release();
      side.made.conversation.eased();
      this.#wait(side.made.conversation.disconnect());
    }
    for (let round = 0; round < 1000 && (this.#waiting.length > 0 || this.#pending.size > 0); round++) {
      this.#runOne();
      this.#tick(round % 10 === 9 ? 500 : tickMs);
      await settle();
    }
    return this.sides.flatMap((side, at) =>
      this.#problems(side, this.sides[1 - at] as Side).map(one => `${at}: ${one}`),
    );
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Whether a turn has work left. */
  get mayGoOn(): boolean {
    return this.#random(4) > 0;
  }

  later(act: () => void): void {
    this.#waiting.push(act);
  }

  #act(): void {
    const side = this.sides[this.#random(2)] as Side;
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
      // Rarely, so that most of a run is traffic.
      end: () => this.#random(12) === 0 && conversation.end(),
      reset: () => this.#random(60) === 0 && conversation.reset(),
      fail: () =>
        this.#random(60) === 0 && conversation.failed(new SocketError('INTERNAL_ERROR', { detail: 'chance' })),
      disconnect: () => this.#random(60) === 0 && this.#wait(conversation.disconnect()),
    };
    const names = Object.keys(acts);
    const name = names[this.#random(names.length)] as string;
    this.log.push(`${this.sides.indexOf(side)} ${name}`);
    acts[name]?.();
  }

  #send(side: Side): void {
    this.#wait(side.made.conversation.send(this.#newBytes()));
  }

  /** As a file does: takes the direction, writes, and may be cancelled while it waits. */
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

  #wait(promise: Promise<unknown>): void {
    const settled = promise.catch(error => {
      if (!(error instanceof SocketError || error instanceof RangeError)) this.log.push(`UNEXPECTED ${error}`);
    });
    this.#pending.add(settled);
    void settled.then(() => this.#pending.delete(settled));
  }

  #runOne(): void {
    // Only what is at the front of its queue may happen next; the queues are independent of each other.
    this.#waiting.splice(this.#random(Math.min(this.#waiting.length, 3)), 1)[0]?.();
  }

  #tick(ms: number): void {
    this.#nowMs += ms;
    mock.timers.tick(ms);
  }

  #framing(): Framing {
    return framings[this.#random(framings.length)] as Framing;
  }

  /** Bytes that count up, so that a change of order shows. */
  #newBytes(): Uint8Array {
    return Uint8Array.from({ length: 1 + this.#random(20) }, () => this.#bytes++ % 251);
  }

  #problems(side: Side, other: Side): string[] {
    const { made, transport, timesClosed } = side;
    const arrived = hex(side.arrived);
    const endings = made.events.filter(({ code }) => ['peerClosed', 'peerReset', 'peerFailed'].includes(code));
    const { bytesIn } = made.conversation.snapshot;
    return Object.entries({
      'bytes arrived that were not sent, or in another order': hex(other.handed).startsWith(arrived),
      'bytes were delivered twice, in another order, or not at all': isInterleaved(
        side.arrived,
        side.delivered,
        side.consumed,
      ),
      'bytes received are counted wrong': bytesIn * 2 === arrived.length && made.home.traffic.bytesIn === bytesIn,
      'messages received are counted wrong': made.home.traffic.framesIn === side.framesIn,
      'more bytes were counted as sent than were handed over':
        made.home.traffic.bytesOut * 2 <= hex(side.handed).length,
      'it is not closed': made.conversation.snapshot.state === 'closed' && timesClosed === 1,
      'its transport is open': transport.isClosed,
      [`it ended ${endings.length} times`]: endings.length === 1,
      'a call has not settled': this.#pending.size === 0,
      'something is still to be done': this.#waiting.length === 0,
      'an error is not one of ours': !this.log.some(line => line.startsWith('UNEXPECTED')),
    }).flatMap(([problem, isFine]) => (isFine ? [] : problem));
  }
}

/** Whether the bytes are those of both others, each in their order: messages may wait while bytes behind them are consumed. */
function isInterleaved(all: Uint8Array[], ones: Uint8Array[], others: Uint8Array[]): boolean {
  const [whole, one, other] = [all, ones, others].map(parts => Buffer.concat(parts)) as [Buffer, Buffer, Buffer];
  if (whole.length !== one.length + other.length) return false;
  let counts = new Set([0]);
  for (const [at, byte] of whole.entries()) {
    const next = new Set<number>();
    for (const count of counts) {
      if (one[count] === byte) next.add(count + 1);
      if (other[at - count] === byte) next.add(count);
    }
    counts = next;
  }
  return counts.has(one.length);
}

function hex(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('hex');
}

/** Lets promises settle that wait for nothing else. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await undefined;
}
