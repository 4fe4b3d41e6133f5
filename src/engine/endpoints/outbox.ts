/**
 * What waits to be sent to one peer, in the order it was asked for, whatever the delays. Where much may go at once, it goes in as many turns
 * as it needs.
 */

import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { type Owner, owned, unawaited } from '../owned.ts';
import { fewMessages, turnBudget } from '../turns/turnBudget.ts';
import type { RecordRoom } from './recordRoom.ts';

/** More automatic answers than this, in bytes or in number, make `congested` true. */
const congestedBytes = 256 * 1024;
const congestedFrames = 10_000;
/** Answers that wait at most: their delays may be long, and nothing slows a sender of datagrams down. */
const maxAnswers = 100_000;
/** So many bytes of answers may wait in any case: where reading can be paused they stay far below. */
const leastAnswerBytes = 1024 * 1024;
const compactAt = 1024;
/** This many sends are rejected in one turn. */
const rejectedPerTurn = 2048;

export interface OutgoingFrame {
  /** The frame, without what the framing adds; with the end of a frame where it came with one. */
  readonly frame: Uint8Array;
  readonly wire: EncodedFrame;
  readonly origin: Origin;
}

/** What the outgoing direction is taken for: who is refused meanwhile is told. */
export type LaneUse = 'file' | 'video';

/** The outgoing direction in one hand: nothing else is sent until it is released. */
export interface Lane {
  /** Hands parts to the kernel in order; resolves when it has the last byte, rejects when nothing more can be sent. */
  write(parts: readonly Uint8Array[]): Promise<void>;
  /** What was asked for meanwhile has its turn. */
  release(): void;
}

/** The socket's side: hands bytes to the kernel. As an owner it ends the conversation. */
export interface OutboxSink extends Owner {
  /** Writes what holds the lane; `taken` as below. Such bytes are counted, not recorded. */
  carry(parts: readonly Uint8Array[], taken: (error?: Error | null) => void): void;
  /** Writes a frame; `taken` is called once, when the kernel has the last byte or with the reason why it hasn't. */
  write(outgoing: OutgoingFrame, taken: (error?: Error | null) => void): void;
  /** Nothing more will be sent: time for our end of stream. */
  finish(): void;
  /** Fewer automatic answers wait than before, or nothing waits any more. */
  eased(): void;
  /** Where the frames are recorded. Without it there is always room. */
  readonly room?: RecordRoom;
}

interface Item {
  readonly outgoing?: OutgoingFrame;
  /** Takes the lane when it has its turn. */
  readonly takesLane?: true;
  readonly dueMs: number;
  readonly bytes: number;
  resolve(): void;
  reject(error: Error): void;
}

export class Outbox {
  readonly #sink: OutboxSink;
  #maxBytes: number;
  readonly #address: string;
  #items: Item[] = [];
  /** Those before it have had their turn: they are taken out many at a time. */
  #head = 0;
  #inFlight = new Set<Item>();
  #queuedBytes = 0;
  #answers = 0;
  #answerBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #isResting = false;
  #ended = false;
  #failure: Error | undefined;
  /** What for: of who has the lane, and of those who wait for it. */
  readonly #lanes: LaneUse[] = [];
  #isHeld = false;
  #stopped: Error | undefined;
  #awaitsRoom = false;
  /** Functions that hand over what the lane's holder wrote while there was no room. */
  #heldBack = new Map<Item, () => void>();

  /** The address is the peer's, for errors. */
  constructor(sink: OutboxSink, maxBytes: number, address = '') {
    this.#sink = sink;
    this.#address = address;
    this.#maxBytes = maxBytes;
  }

  /** Changes how many bytes may wait. Those that wait already go out. */
  limitTo(maxBytes: number): void {
    this.#maxBytes = maxBytes;
  }

  /** So many automatic answers wait that the peer should not be read until `eased`. */
  get congested(): boolean {
    return this.#answerBytes > congestedBytes || this.#answers > congestedFrames;
  }

  /** Nothing waits for the kernel. */
  get idle(): boolean {
    return this.#items.length === this.#head && this.#inFlight.size === 0;
  }

  /** Frames or a file are still going out, or wait for their turn. Video doesn't count: it ends with the peer's stream. */
  get isSending(): boolean {
    return this.#queuedBytes > 0 || this.#lanes.includes('file');
  }

  /**
   * Sends a frame after those asked for before, `delayMs` from now at the earliest. Resolves when the kernel has it.
   * Rejects with STREAM_ENDED after the end, with BUSY while a lane is held or waited for (answers wait for its end), and with
   * SEND_QUEUE_FULL if too much is queued (everything counts against a requested send, only answers count against an answer), or if a single answer is too long. While
   * the transcript has no room everything waits; what somebody asked for is rejected with DISK_FULL if the disk takes nothing.
   */
  send(outgoing: OutgoingFrame, delayMs = 0): Promise<void> {
    const refusal = this.#refusal(outgoing.origin, outgoing.wire.length, outgoing.frame.length);
    return refusal ? Promise.reject(refusal) : this.#add(outgoing, delayMs);
  }

  /** Sends frames of one origin in a row: all of them or none. Rejects as `send` does. */
  sendAll(frames: readonly OutgoingFrame[], delayMs = 0): Promise<void> {
    const [first, second] = frames;
    if (first && !second) return this.send(first, delayMs);
    const bytes = frames.reduce((sum, { wire }) => sum + wire.length, 0);
    const frameBytes = frames.reduce((sum, { frame }) => sum + frame.length, 0);
    const refusal = this.#refusal(first?.origin ?? 'send', bytes, frameBytes);
    if (refusal) return Promise.reject(refusal);
    return Promise.all(frames.map(frame => this.#add(frame, delayMs))).then(() => undefined);
  }

  /**
   * Resolves with the lane after everything asked for before was handed to the kernel. Rejects with the signal's reason, with
   * STREAM_ENDED after the end, and when the connection goes.
   */
  lane(signal: AbortSignal, use: LaneUse = 'file'): Promise<Lane> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#ended) return Promise.reject(new SocketError('STREAM_ENDED'));
    if (signal.aborted) return Promise.reject(signal.reason);
    this.#lanes.push(use);
    const { promise, resolve, reject } = Promise.withResolvers<Lane>();
    const settled = () => signal.removeEventListener('abort', cancel);
    const item: Item = {
      takesLane: true,
      dueMs: 0,
      bytes: 0,
      resolve: () => {
        settled();
        resolve(this.#newLane(use));
      },
      reject: error => {
        settled();
        this.#leaveLane(use);
        reject(error);
      },
    };
    const cancel = owned(this.#sink, 'outbox.cancel', () => {
      this.#items.splice(this.#items.indexOf(item, this.#head), 1);
      item.reject(signal.reason);
    });
    signal.addEventListener('abort', cancel);
    this.#items.push(item);
    this.#pump();
    return promise;
  }

  /** Sends our end of stream after everything asked for before. Nothing can be sent afterwards. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#items.push({ dueMs: 0, bytes: 0, resolve: () => this.#sink.finish(), reject: () => undefined });
    this.#pump();
  }

  /** Nothing more is handed to the kernel: rejects what waits for its turn. What the kernel is being handed goes on. */
  stop(error: Error): void {
    this.#ended = true;
    this.#stopped ??= error;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const item of this.#heldBack.keys()) {
      this.#inFlight.delete(item);
      item.reject(error);
    }
    this.#heldBack.clear();
    const waiting = this.#takeAll();
    for (const { bytes } of waiting) this.#queuedBytes -= bytes;
    this.#reject(waiting, error);
  }

  /** The connection is gone: rejects all that waits. */
  fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    clearTimeout(this.#timer);
    const lost = [...this.#inFlight, ...this.#takeAll()];
    this.#inFlight.clear();
    this.#heldBack.clear();
    this.#reject(lost, error);
  }

  #reject(items: readonly Item[], error: Error): void {
    for (const item of items.slice(0, rejectedPerTurn)) item.reject(error);
    if (items.length <= rejectedPerTurn) return;
    const goOn = () => this.#reject(items.slice(rejectedPerTurn), error);
    turnBudget.inLaterTurn(owned(this.#sink, 'outbox.reject', goOn));
  }

  /** The reason why nothing of this size on the wire, and without framing, can be sent now; undefined if it can. */
  #refusal(origin: Origin, bytes: number, frameBytes: number): Error | undefined {
    if (this.#failure) return this.#failure;
    if (this.#ended) return new SocketError('STREAM_ENDED');
    const asked = origin === 'send';
    if (asked && this.#lanes.length > 0) return this.#busy();
    if (asked && this.#sink.room?.refusal) return this.#sink.room.refusal;
    const queuedBytes = asked ? this.#queuedBytes : this.#answerBytes;
    const maxQueuedBytes = asked ? this.#maxBytes : Math.max(this.#maxBytes, leastAnswerBytes);
    // An empty queue accepts the echo of the longest message, whatever the framing adds to it.
    const isTooLong = !asked && frameBytes > this.#maxBytes;
    if (isTooLong)
      return new SocketError('SEND_QUEUE_FULL', { bytes: frameBytes, queuedBytes, maxQueuedBytes: this.#maxBytes });
    const isFull = queuedBytes + bytes > maxQueuedBytes || (!asked && this.#answers >= maxAnswers);
    if (!isFull || (!asked && this.#answers === 0)) return undefined;
    return new SocketError('SEND_QUEUE_FULL', { bytes, queuedBytes, maxQueuedBytes });
  }

  #add(outgoing: OutgoingFrame, delayMs: number): Promise<void> {
    const bytes = outgoing.wire.length;
    this.#queuedBytes += bytes;
    if (outgoing.origin !== 'send') {
      this.#answers++;
      this.#answerBytes += bytes;
    }
    return new Promise((resolve, reject) => {
      this.#items.push({ outgoing, dueMs: delayMs > 0 ? performance.now() + delayMs : 0, bytes, resolve, reject });
      this.#pump();
    });
  }

  #pump(): void {
    let free = this.#items.length - this.#head > fewMessages ? 0 : fewMessages;
    // A frame that goes out may call us again.
    for (let item = this.#next(); item && !this.#isHeld && !this.#timer && !this.#isResting; item = this.#next()) {
      const waitMs = item.dueMs - performance.now();
      if (waitMs > 0) this.#waitUntilDue(waitMs);
      else if (turnBudget.takesMessage(item.bytes) || free-- > 0) this.#begin(item);
      else this.#rest();
    }
  }

  /** Gives the first item its turn. */
  #begin(item: Item): void {
    this.#takeFirst();
    this.#isHeld = item.takesLane === true;
    if (item.outgoing) this.#write(item, item.outgoing);
    else item.resolve();
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

  /** The first item that waits; undefined if it is a frame and the transcript has no room for it. */
  #next(): Item | undefined {
    const { room } = this.#sink;
    const needsRoom = () => room?.saturated && this.#items[this.#head]?.outgoing;
    // What waits for room may be refused, and then something else comes first.
    if (room && needsRoom()) this.#awaitRoom(room);
    return needsRoom() ? undefined : this.#items[this.#head];
  }

  /** Continues when the transcript has room. Meanwhile what somebody asked for is refused if the disk takes nothing. */
  #awaitRoom(room: RecordRoom): void {
    if (this.#awaitsRoom) return;
    this.#awaitsRoom = true;
    if (room.refusal) this.#refuse(room.refusal, room);
    unawaited(this.#sink, 'outbox.room', async () => {
      await room.roomChanged();
      this.#awaitsRoom = false;
      if (!room.saturated) this.#handOver();
      else if (this.#heldBack.size > 0) this.#awaitRoom(room);
      this.#pump();
    });
  }

  /** Refuses what somebody asked for; the rest waits. */
  #refuse(refusal: SocketError, room: RecordRoom): void {
    const { asked = [], others = [] } = Object.groupBy(this.#takeAll(), ({ outgoing }) =>
      outgoing?.origin === 'send' ? 'asked' : 'others',
    );
    this.#items = others;
    for (const { bytes } of asked) this.#queuedBytes -= bytes;
    this.#reject(asked, refusal);
    if (this.#heldBack.size > 0 || others.some(({ outgoing }) => outgoing)) room.sendingPaused(refusal);
  }

  #newLane(use: LaneUse): Lane {
    let isReleased = false;
    return {
      write: parts => (isReleased ? Promise.reject(new SocketError('STREAM_ENDED')) : this.#carry(parts)),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#leaveLane(use);
        this.#isHeld = false;
        this.#pump();
      },
    };
  }

  #leaveLane(use: LaneUse): void {
    this.#lanes.splice(this.#lanes.indexOf(use), 1);
  }

  #busy(): SocketError {
    const carries = this.#lanes.includes('file') ? {} : { carries: 'video' };
    return new SocketError('BUSY', { address: this.#address, ...carries });
  }

  #carry(parts: readonly Uint8Array[]): Promise<void> {
    const failure = this.#failure ?? this.#stopped;
    if (failure) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      const item: Item = { dueMs: 0, bytes: 0, resolve, reject };
      this.#inFlight.add(item);
      const { room } = this.#sink;
      if (!room?.saturated) return this.#handParts(item, parts);
      this.#heldBack.set(item, () => this.#handParts(item, parts));
      this.#awaitRoom(room);
    });
  }

  #handOver(): void {
    const held = [...this.#heldBack.values()];
    this.#heldBack.clear();
    for (const hand of held) hand();
  }

  #handParts(item: Item, parts: readonly Uint8Array[]): void {
    const taken = (error?: Error | null) => {
      if (!this.#inFlight.delete(item)) return;
      if (error) item.reject(error);
      else item.resolve();
    };
    try {
      this.#sink.carry(parts, taken);
    } catch (error) {
      // What Node refuses at once, as below.
      taken(error as Error);
    }
  }

  #takeFirst(): void {
    this.#head++;
    if (this.#head < compactAt || this.#head * 2 < this.#items.length) return;
    this.#items.splice(0, this.#head);
    this.#head = 0;
  }

  #takeAll(): Item[] {
    const items = this.#items.slice(this.#head);
    this.#items = [];
    this.#head = 0;
    return items;
  }

  #write(item: Item, outgoing: OutgoingFrame): void {
    this.#inFlight.add(item);
    const taken = (error?: Error | null) => {
      if (!this.#inFlight.delete(item)) return;
      this.#queuedBytes -= item.bytes;
      if (outgoing.origin !== 'send') {
        this.#answers--;
        this.#answerBytes -= item.bytes;
      }
      if (error) item.reject(error);
      else item.resolve();
      this.#sink.eased();
    };
    try {
      this.#sink.write(outgoing, taken);
    } catch (error) {
      // Node refuses some sends at once: to port 0, or on a socket that was just closed.
      taken(error as Error);
    }
  }
}
