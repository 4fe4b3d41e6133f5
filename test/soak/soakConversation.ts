/**
 * One conversation between a bare socket and a peer of the engine: acts at random and compares everything that was
 * sent.
 */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import type { Framing } from '../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { hasEnded } from '../../src/core/transfer/transferSnapshot.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { seenAt } from '../support/seenAt.ts';
import type { Dice } from './dice.ts';
import { recordedFrames } from './recordedFrames.ts';
import { rethrowUnlessRefusal } from './refusals.ts';
import { type AskedSend, type FoundFrames, StreamRecord } from './streamRecord.ts';
import { TakenMessages } from './takenMessages.ts';
import { validFrame } from './validFrame.ts';
import { inTime } from './watchdog.ts';

const maxSendsUnderWay = 20;
const maxPeers = 1000;

export interface Surroundings {
  readonly engine: Engine;
  /** Emits `changed`, `views` and `transfers`. */
  readonly changes: EventEmitter;
  readonly dice: Dice;
  /** Files to send. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

export interface SoakConversationOptions {
  readonly endpoint: string;
  readonly peer: string;
  readonly framing: Framing;
  readonly echoes: boolean;
}

export class SoakConversation {
  readonly #around: Surroundings;
  readonly #socket: Socket;
  readonly #options: SoakConversationOptions;
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  readonly #closed: Promise<unknown>;
  #record: StreamRecord;
  /** Number of the record's first row. */
  #since: number;
  #earlierBytes = { in: 0, out: 0 };
  /** True if bytes may have been lost in transit. */
  #isBroken = false;
  readonly done = { messages: 0, files: 0, taken: 0, isOver: false };
  /** A caller that takes the messages as well; half of the conversations have one. */
  readonly #taken: TakenMessages | undefined;
  readonly #first: number;

  /** The socket must not have received anything yet, and the endpoint must have `since` rows. */
  constructor(around: Surroundings, socket: Socket, options: SoakConversationOptions, since: number) {
    this.#around = around;
    this.#socket = socket;
    this.#options = options;
    this.#record = new StreamRecord(options.framing, options.echoes);
    this.#since = since;
    this.#first = since;
    const { engine, dice } = around;
    this.#taken = dice.oneIn(2) ? new TakenMessages(engine, dice, options) : undefined;
    this.#closed = new Promise(resolve => socket.once('close', resolve));
    socket.on('error', () => this.breakOff());
    socket.on('data', chunk => {
      this.#record.got(chunk);
      this.#arrivals.emit('data');
    });
  }

  /** Later bytes may be lost: only those that arrive are compared. */
  breakOff(): void {
    this.#isBroken = true;
  }

  get isGone(): boolean {
    return this.#socket.destroyed;
  }

  get peer(): string {
    return this.#options.peer;
  }

  /** Does one thing, without waiting for its effect. */
  act(): void {
    const { dice } = this.#around;
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    if (dice.oneIn(15)) {
      this.#socket.pause();
      setTimeout(() => this.#socket.resume(), dice.number(100));
    }
    for (let count = 1 + dice.number(4); count > 0; count--) {
      if (dice.oneIn(2)) this.#say();
      else this.#ask();
    }
  }

  /** Waits until nothing is in transit, and compares. */
  async compareSoFar(): Promise<void> {
    await this.#quiet();
    await this.#compare(!this.#isBroken);
  }

  /** Starts a new record with this framing. Call it while nothing is in transit. */
  async beginAnew(framing: Framing): Promise<void> {
    this.#earlierBytes = {
      in: this.#earlierBytes.in + this.#record.saidBytes,
      out: this.#earlierBytes.out + this.#record.receivedBytes,
    };
    this.#record = new StreamRecord(framing, this.#options.echoes);
    this.#since = (await this.#endpoint()).entries;
  }

  /** Ends it in a random way, waits until both sides have closed, and compares. */
  async end(): Promise<void> {
    const { dice } = this.#around;
    const socket = this.#socket;
    const ways = [
      () => this.#endHere(),
      () => this.#endHere(),
      () => this.#endThere(),
      () => this.#sendFile(),
      () => this.#sendFile(),
      async () => {
        this.breakOff();
        // A Unix socket has no reset.
        if (socket.remoteAddress === undefined || dice.oneIn(2)) socket.destroy();
        else socket.resetAndDestroy();
      },
      () => this.#breakThere(() => this.#around.engine.disconnect(this.#options.endpoint, this.peer)),
      () => this.#breakThere(async () => this.#around.engine.reset(this.#options.endpoint, this.peer)),
    ];
    if (!this.isGone) await dice.pick(ways)?.();
    await this.closed();
  }

  /** Waits until both sides have closed, and compares. */
  async closed(): Promise<void> {
    this.#socket.resume();
    if (!this.#socket.writableEnded) this.#socket.end();
    await inTime(`${this.#name} closes`, this.#closed);
    await this.#changed('is closed', async () => (await this.#snapshot())?.state === 'closed');
    await this.#changed('has settled', () => this.#record.sends.every(({ outcome }) => outcome));
    await this.#compare(!this.#isBroken);
    await this.#compareTaken();
    await this.#checkCounters();
    this.done.messages += this.#record.sends.length + this.#record.said.length;
    this.done.isOver = true;
  }

  #say(): void {
    const { dice } = this.#around;
    const wire = this.#record.say(validFrame(this.#record.framing, dice));
    // Cut at any point, even inside a header.
    for (let at = 0; at < wire.length; ) {
      const length = dice.oneIn(3) ? 1 + dice.number(5) : wire.length;
      this.#socket.write(wire.subarray(at, at + length));
      at += length;
    }
  }

  #ask(): void {
    const { engine, dice, changes } = this.#around;
    const { endpoint, peer } = this.#options;
    if (this.#record.sends.filter(({ outcome }) => !outcome).length > maxSendsUnderWay) return;
    const send: AskedSend = { bytes: validFrame(this.#record.framing, dice) };
    this.#record.sends.push(send);
    const settled = (outcome: NonNullable<AskedSend['outcome']>) => {
      send.outcome = outcome;
      changes.emit('changed');
    };
    engine.send(endpoint, send.bytes, { peer }).then(
      () => settled('sent'),
      error => {
        rethrowUnlessRefusal(error);
        settled('refused');
      },
    );
  }

  async #endHere(): Promise<void> {
    this.#socket.end();
  }

  async #endThere(): Promise<void> {
    await this.#quiet();
    await this.#around.engine.end(this.#options.endpoint, this.peer);
    if (!this.#socket.readableEnded) await inTime(`${this.#name} is ended`, once(this.#socket, 'end'));
  }

  async #breakThere(breaks: () => Promise<unknown>): Promise<void> {
    this.breakOff();
    await breaks().catch(rethrowUnlessRefusal);
  }

  /** Sends a raw file that ends the stream, and may pause or cancel it. */
  async #sendFile(): Promise<void> {
    const { engine, dice, changes, files } = this.#around;
    const file = dice.pick(files) ?? assert.fail();
    await this.#quiet();
    const how = { files: [{ path: file.path }], mode: 'raw', endAfter: true } as const;
    const [transfer] = await engine.sendFiles(this.#options.endpoint, how, { peer: this.peer });
    assert.ok(transfer);
    const state = async () => (await engine.transfers(this.#options.endpoint)).find(({ id }) => id === transfer.id);
    this.#record.file = file.bytes;
    if (dice.oneIn(3)) {
      await engine.pauseTransfer(transfer.id);
      setTimeout(async () => {
        const current = await state();
        if (current && !hasEnded(current)) await engine.resumeTransfer(transfer.id);
      }, dice.number(30));
    }
    if (dice.oneIn(3)) {
      for (let turns = dice.number(5); turns > 0; turns--) await new Promise(setImmediate);
      await engine.cancelTransfer(transfer.id);
    }
    const ended = await inTime(
      `${this.#name} sends a file`,
      seenAt(changes, 'transfers', async () => {
        const current = await state();
        return current && hasEnded(current) && current;
      }),
    );
    if (ended.state !== 'done') this.breakOff();
    this.done.files++;
  }

  /** Resolves when nothing is in transit in either direction. */
  async #quiet(): Promise<void> {
    this.#socket.resume();
    await this.#changed(
      'has received everything',
      async () => this.isGone || (await this.#snapshot())?.bytesIn === this.#saidBytes,
    );
    await this.#changed('has settled', () => this.#record.sends.every(({ outcome }) => outcome));
    await this.#recorded();
    await inTime(
      `${this.#name} answers: ${this.#record.receivedBytes} of ${this.#record.dueBytes} bytes`,
      seenAt(this.#arrivals, 'data', () => this.isGone || this.#record.receivedBytes >= this.#record.dueBytes),
    );
  }

  /**
   * Resolves when everything received is recorded: long reads are decoded in turns, and some framings wait for a pause.
   */
  async #recorded(): Promise<void> {
    const isRecorded = async () => this.isGone || this.#record.isRecorded(await this.#found());
    await inTime(`${this.#name} records everything`, seenAt(this.#around.changes, 'changed', isRecorded));
  }

  async #changed(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
    await inTime(`${this.#name} ${what}`, seenAt(this.#around.changes, 'changed', holds));
  }

  async #compare(isWhole: boolean): Promise<void> {
    const found = await this.#found();
    // It is unknown whether the last pause has already ended a frame.
    if (found.isTail && this.#isIdleFramed) return;
    try {
      this.#record.compare({ ...found, isWhole });
    } catch (error) {
      throw new Error(`${this.#name}, framed ${JSON.stringify(this.#record.framing)}`, { cause: error });
    }
  }

  async #compareTaken(): Promise<void> {
    if (!this.#taken) return;
    const { frames, isTail } = await this.#found(this.#first);
    const received = frames.filter(({ direction }) => direction === 'in').map(({ bytes }) => bytes);
    this.done.taken += await this.#taken.compare(received, isTail);
  }

  /** Reads the record's frames from the transcript. */
  async #found(since = this.#since): Promise<Omit<FoundFrames, 'isWhole'>> {
    const { engine, changes } = this.#around;
    const { endpoint, peer } = this.#options;
    const frames = await recordedFrames(engine, changes, { endpoint, peer, since });
    return { frames, isTail: (await this.#endpoint()).firstEntry > since };
  }

  async #checkCounters(): Promise<void> {
    const { bytesIn, bytesOut } = (await this.#snapshot()) ?? assert.fail(`${this.#name} is forgotten`);
    const received = this.#earlierBytes.out + this.#record.receivedBytes;
    if (this.#isBroken) {
      assert.ok(bytesIn <= this.#saidBytes, `${this.#name} counts ${bytesIn} of ${this.#saidBytes} bytes`);
      assert.ok(
        this.#record.file || bytesOut <= received + this.#record.dueBytes,
        `${this.#name} counts ${bytesOut} bytes`,
      );
      return;
    }
    assert.equal(bytesIn, this.#saidBytes, `bytes that ${this.#name} received`);
    assert.equal(bytesOut, received, `bytes that ${this.#name} sent`);
  }

  get #isIdleFramed(): boolean {
    const { framing } = this.#record;
    return typeof framing === 'object' && 'idleMs' in framing;
  }

  get #saidBytes(): number {
    return this.#earlierBytes.in + this.#record.saidBytes;
  }

  async #snapshot(): Promise<PeerSnapshot | undefined> {
    const { engine } = this.#around;
    return (
      (await engine.openPeer(this.#options.endpoint, this.peer)) ??
      (await engine.peers(this.#options.endpoint, 0, maxPeers)).find(({ id }) => id === this.peer)
    );
  }

  async #endpoint(): Promise<EndpointSnapshot> {
    return (await this.#around.engine.snapshots()).find(({ id }) => id === this.#options.endpoint) ?? assert.fail();
  }

  get #name(): string {
    return `${this.peer} of ${this.#options.endpoint}`;
  }
}
