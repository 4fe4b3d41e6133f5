/** Queues everything sent to one peer in the order of the requests. Long queues are sent over several turns. */
import { SocketError } from '../../core/socketError.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { ItemQueue } from '../itemQueue.ts';
import { owned, startOwned } from '../owned.ts';
import { fewMessages, turnBudget } from '../turns/turnBudget.ts';
import { FramesInFlight } from './framesInFlight.ts';
import { type Lane, type LaneUse, LaneUses } from './lane.ts';
import { LaneWrites } from './laneWrites.ts';
import {
  isAwaited,
  type LaneItem,
  mayGoOn,
  type OutboxItem,
  type OutgoingFrame,
  type PendingWrite,
  rejectInTurns,
} from './outboxItem.ts';
import { OutboxLimits } from './outboxLimits.ts';
import type { OutboxSink } from './outboxSink.ts';
import type { RecordRoom } from './recordRoom.ts';

export class Outbox {
  readonly #sink: OutboxSink;
  readonly #limits: OutboxLimits;
  readonly #address: string;
  readonly #items = new ItemQueue<OutboxItem>();
  readonly #inFlight: FramesInFlight;
  /** Made for the first lane: most peers never have one. */
  #laneWrites: LaneWrites | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isResting = false;
  #ended = false;
  #failure: (() => Error) | undefined;
  readonly #lanes = new LaneUses();
  #isHeld = false;
  #stopped: Error | undefined;
  #awaitsRoom = false;

  /** The address is the peer's, for errors. */
  constructor(sink: OutboxSink, maxBytes: number, address = '') {
    this.#sink = sink;
    this.#address = address;
    this.#limits = new OutboxLimits(maxBytes, sink);
    this.#inFlight = new FramesInFlight(sink, this.#limits);
  }

  /** Changes how many bytes may wait. Bytes that are already waiting are still sent. */
  limitTo(maxBytes: number): void {
    this.#limits.limitTo(maxBytes);
  }

  /** True if too many automatic replies are pending: the peer shouldn't be read until `eased`. */
  get congested(): boolean {
    return this.#limits.congested;
  }

  /** True while frames or a file are being sent or wait. Video doesn't count: it ends with the peer's stream. */
  get isSending(): boolean {
    return this.#limits.isAnythingWaiting || this.#lanes.areFor('file');
  }

  /**
   * Sends a frame after those requested before, after at least `delayMs`. Resolves when the kernel has it. Rejects with STREAM_ENDED after
   * the end, with BUSY while a lane is held or requested (replies wait until it is released), and with SEND_QUEUE_FULL if too much is
   * queued (everything counts against a requested send, only replies count against a reply), or if a single reply is too long. While the
   * transcript has no room, everything waits; requested sends are rejected with DISK_FULL if the disk can't be written.
   */
  send(outgoing: OutgoingFrame, delayMs = 0): Promise<void> {
    return new Promise((resolve, reject) => this.sendFor({ resolve, reject }, outgoing, delayMs));
  }

  /** Same as `send` without a promise, for a caller that sends many frames. */
  sendFor(caller: PendingWrite, outgoing: OutgoingFrame, delayMs: number): void {
    const refusal = this.#refusal(outgoing.origin, outgoing.wire.length, outgoing.frame.length);
    if (refusal) caller.reject(refusal);
    else this.#add(caller, outgoing, delayMs);
  }

  /** Sends frames of one origin in a row: all of them or none. Rejects as `send` does. */
  sendAll(frames: readonly OutgoingFrame[], delayMs = 0): Promise<void> {
    const [first, second] = frames;
    if (first && !second) return this.send(first, delayMs);
    const bytes = frames.reduce((sum, { wire }) => sum + wire.length, 0);
    const frameBytes = frames.reduce((sum, { frame }) => sum + frame.length, 0);
    const refusal = this.#refusal(first?.origin ?? 'send', bytes, frameBytes);
    if (refusal) return Promise.reject(refusal);
    const sent = frames.map(
      frame => new Promise<void>((resolve, reject) => this.#add({ resolve, reject }, frame, delayMs)),
    );
    return Promise.all(sent).then(() => undefined);
  }

  /**
   * Resolves with the lane after everything requested before has been handed to the kernel. Rejects with the signal's reason, with
   * STREAM_ENDED after the end, and if the connection is lost.
   */
  lane(signal: AbortSignal, use: LaneUse = 'file'): Promise<Lane> {
    if (this.#failure) return Promise.reject(this.#failure());
    if (this.#ended) return Promise.reject(new SocketError('STREAM_ENDED'));
    if (signal.aborted) return Promise.reject(signal.reason);
    this.#lanes.begin(use);
    const { promise, resolve, reject } = Promise.withResolvers<Lane>();
    const settled = () => signal.removeEventListener('abort', cancel);
    const item: LaneItem = {
      is: 'lane',
      resolve: () => {
        settled();
        resolve(this.#newLane(use));
      },
      reject: error => {
        settled();
        this.#lanes.end(use);
        reject(error);
      },
    };
    const cancel = owned(this.#sink, 'outbox.cancel', () => {
      this.#items.remove(item);
      item.reject(signal.reason);
    });
    signal.addEventListener('abort', cancel);
    this.#items.push(item);
    this.#pump();
    return promise;
  }

  /**
   * Sends our end of stream after everything requested before, or calls `act` in its place once the kernel has that.
   * Nothing can be sent afterwards.
   */
  end(act?: () => void): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#items.push({ is: 'end', act });
    this.#pump();
  }

  /** True while the kernel hasn't taken all abandoned bytes of a lane. */
  get holdsAbandoned(): boolean {
    return this.#laneWrites?.areAbandoned ?? false;
  }

  /** Called when bytes of lanes that the kernel hasn't taken are no longer needed. */
  abandonLanes(): void {
    this.#laneWrites?.abandon();
  }

  /** Nothing more is handed to the kernel: rejects everything that waits for its turn. A write in progress continues. */
  stop(error: Error): void {
    this.#ended = true;
    this.#stopped ??= error;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#laneWrites?.stop(error);
    this.#rejectItems(this.#items.takeAll(), error);
  }

  /** Rejects all that waits, since the connection is gone. The error, which is costly, is created only if needed. */
  fail(reason: () => Error): void {
    if (this.#failure) return;
    this.#failure = reason;
    clearTimeout(this.#timer);
    const lost = [
      ...this.#inFlight.takeAll(),
      ...(this.#laneWrites?.takeAll() ?? []),
      ...this.#items.takeAll().filter(isAwaited),
    ];
    this.#limits.removeAll();
    if (lost.length > 0) rejectInTurns(this.#sink, lost, reason());
  }

  #rejectItems(items: readonly OutboxItem[], error: Error): void {
    for (const item of items) if (item.is === 'frame') this.#limits.remove(item.outgoing);
    rejectInTurns(this.#sink, items.filter(isAwaited), error);
  }

  /** Returns why a frame of this size on the wire (`frameBytes` without framing) can't be sent; undefined if it can. */
  #refusal(origin: Origin, bytes: number, frameBytes: number): Error | undefined {
    if (this.#failure) return this.#failure();
    if (this.#ended) return new SocketError('STREAM_ENDED');
    const asked = origin === 'send';
    if (asked && this.#lanes.areAny) return this.#lanes.busy(this.#address);
    if (asked && this.#sink.room?.refusal) return this.#sink.room.refusal;
    return this.#limits.refusal(!asked, bytes, frameBytes);
  }

  #add({ resolve, reject }: PendingWrite, outgoing: OutgoingFrame, delayMs: number): void {
    this.#limits.add(outgoing);
    const dueMs = delayMs > 0 ? performance.now() + delayMs : 0;
    this.#items.push({ is: 'frame', outgoing, dueMs, resolve, reject });
    this.#pump();
  }

  #pump(): void {
    const isFlood = this.#items.length > fewMessages;
    // A frame that goes out may call us again.
    for (let item = this.#next(); item && !this.#isHeld && !this.#timer && !this.#isResting; item = this.#next()) {
      const waitMs = item.is === 'frame' && item.dueMs > 0 ? item.dueMs - performance.now() : 0;
      if (waitMs > 0) this.#waitUntilDue(waitMs);
      else if (mayGoOn(item, isFlood)) this.#begin(item);
      else this.#rest();
    }
  }

  /** Gives the first item its turn. */
  #begin(item: OutboxItem): void {
    this.#items.takeFirst();
    switch (item.is) {
      case 'frame':
        this.#inFlight.write(item);
        return;
      case 'lane':
        this.#isHeld = true;
        item.resolve();
        return;
      case 'end':
        if (item.act) this.#inFlight.whenEmpty(item.act);
        else this.#sink.finish();
    }
  }

  #waitUntilDue(waitMs: number): void {
    const goOn = owned(this.#sink, 'outbox.due', () => {
      this.#timer = undefined;
      this.#pump();
    });
    this.#timer = setTimeout(goOn, waitMs);
  }

  #rest(): void {
    this.#isResting = true;
    const goOn = owned(this.#sink, 'outbox.rest', () => {
      this.#isResting = false;
      this.#pump();
    });
    turnBudget.inLaterTurn(goOn);
  }

  /** Returns the first waiting item; undefined if it is a frame and the transcript has no room for it. */
  #next(): OutboxItem | undefined {
    const { room } = this.#sink;
    if (!room?.saturated) return this.#items.first;
    if (this.#items.first?.is === 'frame') this.#awaitRoom(room);
    // The frame that waited for room may have been refused, and another item may be first now.
    const { first } = this.#items;
    return first?.is === 'frame' && room.saturated ? undefined : first;
  }

  /** Continues when the transcript has room. Until then, requested sends are refused if the disk can't be written. */
  #awaitRoom(room: RecordRoom): void {
    if (this.#awaitsRoom) return;
    this.#awaitsRoom = true;
    if (room.refusal) this.#refuse(room.refusal, room);
    startOwned(this.#sink, 'outbox.room', async () => {
      await room.roomChanged();
      this.#awaitsRoom = false;
      if (!room.saturated) this.#laneWrites?.handOver();
      else if (this.#laneWrites?.areHeldBack) this.#awaitRoom(room);
      this.#pump();
    });
  }

  /** Refuses requested sends; everything else waits. */
  #refuse(refusal: SocketError, room: RecordRoom): void {
    const asked = this.#items.takeAll(item => item.is === 'frame' && item.outgoing.origin === 'send');
    this.#rejectItems(asked, refusal);
    // Only replies, turns of the lane and our end are left.
    if (this.#laneWrites?.areHeldBack || this.#items.some(({ is }) => is === 'frame')) room.sendingPaused(refusal);
  }

  #newLane(use: LaneUse): Lane {
    let isReleased = false;
    return {
      write: parts => (isReleased ? Promise.reject(new SocketError('STREAM_ENDED')) : this.#writeLane(parts)),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#lanes.end(use);
        this.#isHeld = false;
        this.#pump();
      },
    };
  }

  #writeLane(parts: readonly Uint8Array[]): Promise<void> {
    const failure = this.#failure?.() ?? this.#stopped;
    if (failure) return Promise.reject(failure);
    const { room } = this.#sink;
    this.#laneWrites ??= new LaneWrites(this.#sink);
    const written = this.#laneWrites.write(parts, !room?.saturated);
    if (room?.saturated) this.#awaitRoom(room);
    return written;
  }
}
