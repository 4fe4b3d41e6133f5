/**
 * The append-only record of one endpoint: incoming frames, outgoing frames and events, in order. Old entries are removed when a limit is
 * reached.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { rangesInText } from '../../core/bytes/textOffsets.ts';
import type { Encoding } from '../../core/endpointConfig.ts';
import type { Range } from '../../core/search/matcher.ts';
import { SocketError } from '../../core/socketError.ts';
import {
  type EntryData,
  type EntryKind,
  type Origin,
  previewBytes,
  type Row,
  type TranscriptEvent,
} from '../../core/transcriptEntry.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { logFromEngine } from '../engineLog.ts';
import { type Owner, unawaited } from '../owned.ts';
import { copyInTurns } from '../turns/copyInTurns.ts';
import { Clears } from './clears.ts';
import { encodingCode } from './encodingCode.ts';
import { EntryIndex, type IndexedEntry } from './entryIndex.ts';
import { eventPayload } from './eventPayload.ts';
import type { LogBudget } from './logBudget.ts';
import { eventCode, kindOf, originCode, originOf } from './originCode.ts';
import { lastNumber, maxStoredNumber } from './possibleRecord.ts';
import { RowClock } from './rowClock.ts';
import { StoredCarries } from './storedCarries.ts';
import { storedEvent } from './storedEvent.ts';
import { readStoredLog, type StoredLogReader } from './storedLog.ts';
import { StoredPeers } from './storedPeers.ts';
import { TranscriptLog } from './transcriptLog.ts';
import { TranscriptPeers } from './transcriptPeers.ts';
import { entryText, nothingCompleted, previewText, UnfinishedCharacters } from './unfinishedCharacters.ts';

/** Maximum size of an entry's data in an answer to the API. */
const entryDataBytes = 64 * 1024;
const maxRows = 1000;
const entriesPerTurn = 32;
/** Number of bytes after a preview that show whether a character continues there: the longest emoji have fewer. */
const lookAheadBytes = 64;
/** Number of matches that are marked in one row. */
const maxMarks = 100;

export interface FrameRecord {
  readonly direction: 'in' | 'out';
  readonly peer: PeerIdentity;
  readonly bytes: Uint8Array;
  readonly origin?: Origin;
  /** The frame is a piece of a longer text, so characters may be split between it and the next one. */
  readonly continues: boolean;
}

/** Finds what is marked in a row. Same as `Matcher.ranges`. */
export interface RowSearch {
  ranges(bytes: Uint8Array, limit: number): Range[] | Promise<Range[]>;
}

export interface TranscriptOptions {
  readonly directory: string;
  readonly encoding: Encoding;
  /** Shared by all transcripts of the window. */
  readonly budget: LogBudget;
  /** Entries were added or removed. */
  readonly onChange: () => void;
  /** Closes the endpoint. */
  readonly owner: Owner;
  /** The files were deleted. Those beside them are probably gone, too. */
  readonly onFilesDeleted?: () => void;
}

export class Transcript {
  readonly #index = new EntryIndex();
  readonly #peers = new TranscriptPeers();
  readonly #log: TranscriptLog;
  readonly #budget: LogBudget;
  readonly #directory: string;
  readonly #onChange: () => void;
  readonly #owner: Owner;
  #encoding: Encoding;
  #unfinished: UnfinishedCharacters;
  readonly #clears = new Clears();
  readonly #clock = new RowClock();
  #latestMs: number | undefined;
  #generation = 0;
  /** `sendingPaused` was recorded, and there hasn't been room since. */
  #isPauseTold = false;
  /** True once it is closed or removed: its files then belong to their next owner. */
  #isOver = false;
  #full: SocketError | undefined;

  constructor({ directory, encoding, budget, onChange, owner, onFilesDeleted }: TranscriptOptions) {
    this.#directory = directory;
    this.#budget = budget;
    this.#onChange = onChange;
    this.#owner = owner;
    this.#encoding = encoding;
    this.#unfinished = new UnfinishedCharacters(encoding);
    this.#log = new TranscriptLog(directory, budget, {
      dropped: firstSeq => this.#dropped(firstSeq),
      failed: failure => owner.failed(failure),
      filesDeleted: entries => {
        this.event({ code: 'filesDeleted', entries });
        onFilesDeleted?.();
      },
    });
  }

  /**
   * Reads what another worker left in the directory and continues from there. `entries` is the minimum number of entries there were.
   * Resolves with what is known of peers and traffic.
   */
  async recover(entries?: number): Promise<StoredPeers> {
    const storedPeers = new StoredPeers();
    const carries = new StoredCarries((seq, bytes, encoding) => this.#index.carryOut(seq, bytes, encoding));
    const reader: StoredLogReader = {
      start: firstSeq => this.#index.begin(firstSeq),
      cleared: before => this.#clears.begin(before),
      peer: (number, { id, address }) => this.#peers.named({ number, id, address }),
      entry: ({ kind, ...header }, position) => {
        const seq = this.#index.append({ ...header, direction: kind, carryOut: 0, ...position });
        const peer = header.peer === 0 ? undefined : this.#peers.findOrNumber(header.peer);
        this.#seen(peer, seq);
        storedPeers.entry({ ...header, kind }, peer);
        carries.entry({ ...header, kind, seq });
      },
      lost: (seq, rows, time) => {
        this.#appendLost(seq, rows, time);
        carries.forget();
      },
      dropped: firstSeq => this.#forgetIndexBefore(firstSeq),
    };
    const limits = { entries: isCount(entries) ? entries : 0, maxRows: this.#budget.bounds.rows };
    const stored = await readStoredLog(this.#directory, reader, limits);
    this.#log.adopt(stored, this.#clears.last);
    this.#budget.enforce();
    if (stored.isCut) this.event({ code: 'rowsUnreadable' });
    return storedPeers;
  }

  /** Number of entries so far, including removed ones: the number of the next one. */
  get count(): number {
    return this.#index.count;
  }

  /** Number of the first entry that is available and wasn't cleared. */
  get first(): number {
    return Math.max(this.#index.first, this.#clears.last);
  }

  /** Number of entries removed since recording began, or since the transcript was last cleared. */
  get dropped(): number {
    return this.first - this.#clears.last;
  }

  /** How many times `undoClear` can restore something. */
  get undoableClears(): number {
    return this.#clears.undoable;
  }

  get encoding(): Encoding {
    return this.#encoding;
  }

  /** How often the transcript was cleared or a clear was undone: views from before start over. */
  get generation(): number {
    return this.#generation;
  }

  /** The highest peer number that ever occurred in it. */
  get lastPeerNumber(): number {
    return this.#peers.lastNumber;
  }

  /** The disk can't keep up: pause reading until `drained()`. */
  get saturated(): boolean {
    return this.#budget.saturated;
  }

  drained(): Promise<void> {
    return this.#budget.drained();
  }

  /** DISK_FULL if the disk can't be written and no more may wait for it. Undefined if there is room, or if the disk is only slow. */
  get refusal(): SocketError | undefined {
    return this.#budget.refusal;
  }

  /** TRANSCRIPT_FULL once hardly any numbers are left for rows or peers: those are for the events with which the endpoint ends. */
  get full(): SocketError | undefined {
    return this.#full;
  }

  /** Resolves when there is room again, or when writing to the disk begins to fail. */
  roomChanged(): Promise<void> {
    return this.#budget.roomChanged();
  }

  /** Records that sending waits until the disk can be written again: once, until it can. */
  sendingPaused({ failure }: SocketError): void {
    if (this.#isPauseTold) return;
    this.#isPauseTold = true;
    this.event({ code: 'sendingPaused', failure });
    void this.drained().then(() => {
      this.#isPauseTold = false;
    });
  }

  /** Sets how bytes become text from now on, including for existing entries. */
  set encoding(encoding: Encoding) {
    this.#encoding = encoding;
    this.#unfinished = new UnfinishedCharacters(encoding);
  }

  frame({ direction, peer, bytes, origin = 'send', continues }: FrameRecord): void {
    const key = keyOf(direction, peer);
    if (!continues) this.#unfinished.end(key);
    const completed = continues ? this.#unfinished.complete(key, bytes, this.count) : nothingCompleted;
    for (const piece of completed.pieces) this.#index.carryOut(piece.seq, piece.bytes, encodingCode(this.#encoding));
    this.#append(direction, peer, bytes, originCode(origin), completed.carriedIn);
  }

  /** Time of the entry that was appended last, ms since the epoch; undefined if none was in this window. */
  get latestMs(): number | undefined {
    return this.#latestMs;
  }

  event(event: TranscriptEvent, peer?: PeerIdentity): void {
    this.#append('event', peer, eventPayload(event), eventCode(event));
  }

  /**
   * This peer's stream ends in this direction, or continues with bytes that aren't recorded: what comes next doesn't complete a character.
   */
  endOfStream(direction: 'in' | 'out', peer: PeerIdentity): void {
    this.#unfinished.end(keyOf(direction, peer));
  }

  /** The last bytes of this entry may turn out to begin a character that a later one completes. */
  isUnfinished(seq: number): boolean {
    return this.#unfinished.has(seq);
  }

  /** Returns the entries for which `isUnfinished` is true now. */
  get unfinished(): ReadonlySet<number> {
    return this.#unfinished.entries;
  }

  /** There are rows for which `isHidden` is true. */
  get hasHidden(): boolean {
    return !this.#index.lost.isEmpty;
  }

  /** The row can't be read, and an earlier one says so. */
  isHidden(seq: number): boolean {
    return this.#index.lost.hides(seq);
  }

  /** The first row from this one on that isn't hidden. */
  nextShown(seq: number): number {
    return this.#index.lost.nextShown(seq);
  }

  /** The row represents entries of an earlier window that can't be read. */
  isLost(seq: number): boolean {
    return this.#index.lost.at(seq) !== undefined;
  }

  /** What is shown in place of an entry that can't be read. */
  unreadable(seq: number): TranscriptEvent {
    return { code: 'rowsUnreadable', rows: this.#index.lost.at(seq) ?? 1 };
  }

  /** Returns what is known of an entry without reading it. @throws RangeError if there is no such entry. */
  entry(seq: number): IndexedEntry {
    if (seq < this.#clears.last) throw new RangeError(`entry ${seq} was cleared`);
    if (this.#index.lost.hides(seq)) throw new RangeError(`entry ${seq} could not be read`);
    const entry = this.#index.at(seq);
    if (entry.carryEncoding === encodingCode(this.#encoding)) return entry;
    // These bytes are a character in another encoding only: in this one, each belongs to its own frame.
    return { ...entry, carryIn: 0, carryOut: 0, offset: entry.offset + entry.carryIn };
  }

  kind(seq: number): EntryKind {
    return kindOf(this.#index.direction(seq), this.#index.origin(seq));
  }

  /** Payload bytes, for events too. */
  length(seq: number): number {
    return this.#index.length(seq);
  }

  time(seq: number): number {
    return this.#index.time(seq);
  }

  /** 0 for events of the endpoint itself. */
  peerNumber(seq: number): number {
    return this.#index.peer(seq);
  }

  /** Whether any entry of the peer is still in the transcript. */
  hasEntriesOf(number: number): boolean {
    return (this.#peers.lastSeq(number) ?? -1) >= this.first;
  }

  /** Returns the number of the first entry of any of these peers, or a lower bound for it. */
  firstSeqOf(peers: readonly string[]): number {
    return this.#peers.firstSeqOf(peers) ?? this.count;
  }

  /** Returns the number of the endpoint's own first entry from this one on, or a lower bound for it. */
  ownFrom(seq: number): number {
    return this.#peers.ownFrom(seq) ?? this.count;
  }

  peerOf(number: number): PeerIdentity | undefined {
    return this.#peers.find(number);
  }

  /** Returns bytes of the log as they are in a segment, fewer at its end. @throws RangeError if it has been removed. */
  logBytes(segment: number, offset: number, length: number): Promise<Uint8Array> {
    return this.#log.read(segment, offset, length);
  }

  /**
   * Returns a row with matches of a search marked, and with up to `frameBytes` bytes of the frame.
   * @throws RangeError if there is no such entry.
   */
  async row(seq: number, search?: RowSearch, frameBytes = 0): Promise<Row> {
    const entry = this.entry(seq);
    const peer = this.peerOf(entry.peer);
    const base = {
      seq,
      time: entry.time,
      direction: entry.direction,
      ...(peer && { peer: { id: peer.id, address: peer.address } }),
    };
    const asEvent = { ...base, direction: 'event', length: 0, text: '', more: 0 } as const;
    if (entry.direction === 'event') return { ...asEvent, event: await this.#eventOf(seq, entry) };
    const { carryIn, length } = entry;
    const shown = Math.min(length, previewBytes);
    const read = await this.#readIfWhole(seq, entry, carryIn + Math.min(length, shown + lookAheadBytes));
    if (!read) return { ...asEvent, event: this.unreadable(seq) };
    const bytes = read.subarray(0, carryIn + shown);
    const text =
      shown === length
        ? entryText(bytes, entry.carryOut, this.#encoding)
        : previewText(read, bytes.length, this.#encoding);
    const finds = search && (await search.ranges(bytes, maxMarks));
    return {
      ...base,
      length,
      text,
      more: length - shown,
      ...(finds && { marks: rangesInText(text, finds, this.#encoding) }),
      // Copied: a message would take along all of the memory that contains them.
      ...(frameBytes > 0 && { bytes: new Uint8Array(bytes.subarray(carryIn, carryIn + frameBytes)) }),
      ...(frameBytes > 0 && finds && { byteMarks: withoutCarried(finds, carryIn) }),
      ...(entry.direction === 'out' && { origin: originOf(entry.origin) }),
    };
  }

  /** Returns up to 1,000 entries from `from`, which counts from the end if negative. */
  async entries(from: number, count: number): Promise<EntryData[]> {
    const start = Math.max(this.first, from < 0 ? this.count + from : from);
    const end = Math.min(this.count, start + Math.min(count, maxRows));
    const entries: EntryData[] = [];
    for (let seq = start; seq < end; seq++) {
      if (!this.#index.lost.hides(seq)) entries.push(await this.#entryData(seq));
      // Entries in memory are read without giving others a turn.
      if (seq % entriesPerTurn === 0) await nextTurn();
    }
    return entries;
  }

  /** Returns a copy of a frame's bytes from `offset`, fewer at its end. @throws RangeError if there is no such entry. */
  async entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.entry(seq);
    const from = Math.min(offset, entry.length);
    // The bytes belong to the log, and a message would take a view's whole buffer along.
    return copyInTurns(await this.#read(entry, entry.carryIn + from, Math.min(length, entry.length - from)));
  }

  /** Hides all of its entries. An undoable clear keeps them until `forgetClear`; any other also forgets what earlier ones kept. */
  async clear(isUndoable = false): Promise<void> {
    if (this.count > this.first) {
      this.#clears.add(this.count);
      this.#log.clear(this.count);
      this.#unfinished.clear();
      this.#beginAnew();
    }
    if (!isUndoable) await this.#forgetClears();
  }

  /** Restores what the last clear hid, before the entries added since. @throws RangeError if there is none. */
  async undoClear(): Promise<void> {
    const from = this.#clears.undo();
    const moved = this.#log.takeBack(from, this.#clears.last);
    this.#beginAnew();
    await moved;
  }

  /** Forgets what the oldest clear keeps, on disk too. Does nothing if there is none. */
  async forgetClear(): Promise<void> {
    const before = this.#clears.forget();
    if (before === undefined) return;
    this.#forgetIndexBefore(before);
    this.#onChange();
    await this.#log.forgetBefore(before);
  }

  /** Forgets what all clears keep. Rejects with the system's error if a file can't be deleted, when all are forgotten. */
  async #forgetClears(): Promise<void> {
    const forgetting: Promise<void>[] = [];
    while (this.undoableClears > 0) forgetting.push(this.forgetClear());
    const results = await Promise.allSettled(forgetting);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  /** Whether all of it only waits for an undo: then it is dropped first when space is needed, without notice. */
  setAside(isSpare: boolean): void {
    this.#log.setAside(isSpare);
  }

  /** Checks whether the files still exist, since nothing may be written for a long time. */
  checkFiles(): void {
    if (!this.#isOver) this.#log.checkFiles();
  }

  /** Whether the endpoint is closed: then files are open only while they are read or written. */
  set isResting(isResting: boolean) {
    this.#log.isResting = isResting;
  }

  /** Writes what is waiting and closes the files. They are reopened when they are needed. */
  rest(): Promise<void> {
    return this.#log.rest();
  }

  /** Writes what is waiting. What doesn't fit on a full disk keeps waiting. */
  flush(): Promise<void> {
    return this.#log.flush();
  }

  /** Writes what is waiting and closes the files: the next owner can `recover` it. Cleared entries are gone. */
  async close(): Promise<void> {
    await this.#forgetClears().catch(
      () => undefined /* files of before a clear are deleted when the log is read again */,
    );
    this.#isOver = true;
    await this.#log.close();
  }

  /** True once it was closed or removed. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Forgets the transcript, on disk too. */
  remove(): Promise<void> {
    this.#isOver = true;
    return this.#log.remove();
  }

  async #entryData(seq: number): Promise<EntryData> {
    const entry = this.entry(seq);
    const { time, direction, length } = entry;
    const peer = this.peerOf(entry.peer)?.id;
    const base = { seq, time, direction, ...(peer !== undefined && { peer }) };
    if (direction === 'event') return { ...base, event: await this.#eventOf(seq, entry) };
    const read = await this.#readIfWhole(seq, entry, entry.carryIn + Math.min(length, entryDataBytes));
    if (!read) return { ...base, direction: 'event', event: this.unreadable(seq) };
    // The bytes belong to the log, and a message would take a view's whole buffer along.
    return { ...base, data: await copyInTurns(read.subarray(entry.carryIn)), length };
  }

  async #eventOf(seq: number, entry: IndexedEntry): Promise<TranscriptEvent> {
    if (this.isLost(seq)) return this.unreadable(seq);
    const read = await this.#readIfWhole(seq, entry, entry.length);
    return (read && storedEvent(read)) ?? this.unreadable(seq);
  }

  /**
   * Returns the first bytes of an entry, including carried ones; undefined if it exists but can't be read. Rejects if it has been removed
   * meanwhile.
   */
  async #readIfWhole(seq: number, entry: IndexedEntry, length: number): Promise<Uint8Array | undefined> {
    const generation = this.#generation;
    try {
      return await this.#read(entry, 0, length);
    } catch (error) {
      if (seq < this.first || generation !== this.#generation) throw error;
      logFromEngine('warn', 'entryNotRead', {}, error);
      return undefined;
    }
  }

  async #read(entry: IndexedEntry, skip: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#log.read(entry.segment, entry.offset + skip, length);
    if (bytes.length < length) throw new Error(`the log ends inside an entry: ${bytes.length} of ${length} bytes`);
    return bytes;
  }

  #append(
    kind: 'in' | 'out' | 'event',
    peer: PeerIdentity | undefined,
    payload: Uint8Array,
    origin: number,
    carriedIn = nothingCompleted.carriedIn,
  ): void {
    if (this.#isOver || this.count > lastNumber || (peer?.number ?? 0) > lastNumber) return;
    this.#seen(peer, this.count);
    const time = this.#clock.now();
    this.#latestMs = time;
    const carryEncoding = encodingCode(this.#encoding);
    const { segment, offset } = this.#log.append({
      kind,
      seq: this.count,
      time,
      peer,
      origin,
      payload,
      carriedIn,
      carryEncoding,
    });
    this.#index.append({
      time,
      direction: kind,
      peer: peer?.number ?? 0,
      length: payload.length,
      origin,
      carryIn: carriedIn.length,
      carryOut: 0,
      carryEncoding,
      segment,
      offset,
    });
    this.#budget.enforce();
    this.#onChange();
    if (this.count >= maxStoredNumber || (peer?.number ?? 0) >= maxStoredNumber) this.#becomeFull();
  }

  /** Closes the endpoint: the files have 32 bits for a number, and rows or peers that share one would be mixed up. */
  #becomeFull(): void {
    if (this.#full) return;
    const full = new SocketError('TRANSCRIPT_FULL');
    this.#full = full;
    unawaited(this.#owner, 'transcript.full', async () => {
      // Whoever recorded this row isn't through with it.
      await Promise.resolve();
      this.#owner.failed(full);
    });
  }

  /** A row for entries of a stored log that can't be read. */
  #appendLost(seq: number, rows: number, time: number): void {
    const origin = eventCode({ code: 'rowsUnreadable', rows });
    const nothing = { peer: 0, length: 0, carryIn: 0, carryOut: 0, carryEncoding: 0, segment: 0, offset: 0 };
    this.#index.appendLost({ ...nothing, time, direction: 'event', origin }, rows);
    this.#peers.own(seq);
    // Open views must leave out the hidden rows.
    this.#beginAnew();
  }

  #seen(peer: PeerIdentity | undefined, seq: number): void {
    if (peer) this.#peers.seen(peer, seq);
    else this.#peers.own(seq);
  }

  #dropped(firstSeq: number): void {
    const first = Math.min(firstSeq, this.count);
    this.#forgetIndexBefore(first);
    this.#clears.dropped(first);
    this.#onChange();
  }

  #forgetIndexBefore(seq: number): void {
    if (seq <= this.#index.first) return;
    this.#index.dropBefore(seq);
    this.#peers.dropBefore(seq);
  }

  /** Views start over with the current rows. */
  #beginAnew(): void {
    this.#generation++;
    this.#onChange();
  }
}

/** Numbers that the index supports; a file may contain anything. */
function isCount(entries: number | undefined): entries is number {
  return Number.isSafeInteger(entries) && (entries ?? -1) >= 0 && (entries ?? 0) <= maxStoredNumber;
}

/** Returns matches in the bytes of a frame, given those found with bytes of earlier frames before it. */
function withoutCarried(finds: readonly Range[], carryIn: number): Range[] {
  const moved = finds.map(([start, end]): Range => [Math.max(0, start - carryIn), end - carryIn]);
  return moved.filter(([start, end]) => start < end);
}

function keyOf(direction: 'in' | 'out', { number }: PeerIdentity): string {
  return `${direction}${number}`;
}
