/** The append-only record of one endpoint: frames in, frames out and events, in order. Old entries go when a bound is reached. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { rangesInText } from '../../core/bytes/textOffsets.ts';
import type { Encoding } from '../../core/endpointConfig.ts';
import type { Range } from '../../core/search/matcher.ts';
import type { SocketError } from '../../core/socketError.ts';
import {
  type EntryData,
  type EntryKind,
  type Origin,
  previewBytes,
  type Row,
  type TranscriptEvent,
  type ViewFilter,
} from '../../core/transcriptEntry.ts';
import { logFromEngine } from '../engineLog.ts';
import type { Owner } from '../owned.ts';
import { copyInTurns } from '../turns/copyInTurns.ts';
import { Clears } from './clears.ts';
import { encodingCode } from './encodingCode.ts';
import { EntryIndex, type IndexedEntry } from './entryIndex.ts';
import type { LogBudget } from './logBudget.ts';
import { eventCode, kindOf, originCode, originOf } from './originCode.ts';
import { maxStoredNumber } from './possibleRecord.ts';
import { RowClock } from './rowClock.ts';
import { StoredCarries } from './storedCarries.ts';
import { storedEvent } from './storedEvent.ts';
import { readStoredLog, type StoredLogReader } from './storedLog.ts';
import { StoredPeers } from './storedPeers.ts';
import { TranscriptLog } from './transcriptLog.ts';
import { type TranscriptPeer, TranscriptPeers } from './transcriptPeers.ts';
import { TranscriptView } from './transcriptView.ts';
import { entryText, nothingCompleted, previewText, UnfinishedCharacters } from './unfinishedCharacters.ts';

/** Entry data in one answer to the API is cut to this. */
const entryDataBytes = 64 * 1024;
const maxRows = 1000;
const entriesPerTurn = 32;
/** Bytes behind a preview that tell whether a character goes on there: the longest emoji have fewer. */
const lookAheadBytes = 64;
/** Finds that are marked in one row. */
const maxMarks = 100;

export interface FrameRecord {
  readonly direction: 'in' | 'out';
  readonly peer: TranscriptPeer;
  readonly bytes: Uint8Array;
  readonly origin?: Origin;
  /** The frame is a piece of a longer text, so characters may be cut between it and the next. */
  readonly continues: boolean;
}

/** Finds what is marked in a row. As `Matcher.ranges`. */
export interface RowSearch {
  ranges(bytes: Uint8Array, limit: number): Range[] | Promise<Range[]>;
}

export interface TranscriptOptions {
  readonly directory: string;
  readonly encoding: Encoding;
  /** Shared by all transcripts of the window. */
  readonly budget: LogBudget;
  /** Entries came or went. */
  readonly onChange: () => void;
  /** Closes the endpoint. */
  readonly owner: Owner;
  /** Somebody deleted the files. Those that are beside them are probably gone, too. */
  readonly onFilesDeleted?: () => void;
}

export class Transcript {
  readonly #index = new EntryIndex();
  readonly #peers = new TranscriptPeers();
  readonly #log: TranscriptLog;
  readonly #budget: LogBudget;
  readonly #directory: string;
  readonly #onChange: () => void;
  #encoding: Encoding;
  #unfinished: UnfinishedCharacters;
  readonly #clears = new Clears();
  readonly #clock = new RowClock();
  #generation = 0;
  /** `sendingPaused` was recorded, and there hasn't been room since. */
  #isPauseTold = false;
  /** True once it is closed or removed: its files then belong to their next owner. */
  #isOver = false;

  constructor({ directory, encoding, budget, onChange, owner, onFilesDeleted }: TranscriptOptions) {
    this.#directory = directory;
    this.#budget = budget;
    this.#onChange = onChange;
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
   * Reads what another worker left in the directory and goes on from there. `entries` is how many there were at least. Resolves with what
   * it says of peers and traffic.
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

  /** Entries so far, those that are gone included: the number of the next one. */
  get count(): number {
    return this.#index.count;
  }

  /** Number of the first entry that is still there, and was not cleared. */
  get first(): number {
    return Math.max(this.#index.first, this.#clears.last);
  }

  /** Entries that had to go since they were recorded, or since the transcript was cleared last. */
  get dropped(): number {
    return this.first - this.#clears.last;
  }

  /** How often `undoClear` has something to bring back. */
  get undoableClears(): number {
    return this.#clears.undoable;
  }

  get encoding(): Encoding {
    return this.#encoding;
  }

  /** How often the transcript was cleared, or that was undone: views of an earlier time start again. */
  get generation(): number {
    return this.#generation;
  }

  /** The highest number of a peer that was ever in it. */
  get lastPeerNumber(): number {
    return this.#peers.lastNumber;
  }

  /** The disk does not keep up: pause reading until `drained()`. */
  get saturated(): boolean {
    return this.#budget.saturated;
  }

  drained(): Promise<void> {
    return this.#budget.drained();
  }

  /** DISK_FULL if the disk takes nothing and no more may wait for it. Undefined if there is room, or the disk is only slow. */
  get refusal(): SocketError | undefined {
    return this.#budget.refusal;
  }

  /** Resolves when there is room again, or when the disk starts to refuse. */
  roomChanged(): Promise<void> {
    return this.#budget.roomChanged();
  }

  /** Records that what is still to be sent waits until the disk takes something: once, until it does. */
  sendingPaused({ failure }: SocketError): void {
    if (this.#isPauseTold) return;
    this.#isPauseTold = true;
    this.event({ code: 'sendingPaused', failure });
    void this.drained().then(() => {
      this.#isPauseTold = false;
    });
  }

  /** How bytes become text from now on, also for entries that are there. */
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

  event(event: TranscriptEvent, peer?: TranscriptPeer): void {
    this.#append('event', peer, new TextEncoder().encode(JSON.stringify(event)), eventCode(event));
  }

  /** This peer's stream ends in this direction, or goes on with bytes that are not recorded: what comes next continues no character. */
  endOfStream(direction: 'in' | 'out', peer: TranscriptPeer): void {
    this.#unfinished.end(keyOf(direction, peer));
  }

  /** The last bytes of this entry may turn out to begin a character that a later one completes. */
  isUnfinished(seq: number): boolean {
    return this.#unfinished.has(seq);
  }

  /** The entries of which `isUnfinished` is true now. */
  get unfinished(): ReadonlySet<number> {
    return this.#unfinished.entries;
  }

  /** `onProgress` is told while the view looks through what is there. @throws RangeError for a search that is not valid. */
  view(filter: ViewFilter, onProgress: () => void = () => undefined): TranscriptView {
    return new TranscriptView(this, filter, onProgress);
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

  /** The row stands for entries of an earlier window that can't be read. */
  isLost(seq: number): boolean {
    return this.#index.lost.at(seq) !== undefined;
  }

  /** What is shown in place of an entry that can't be read. */
  unreadable(seq: number): TranscriptEvent {
    return { code: 'rowsUnreadable', rows: this.#index.lost.at(seq) ?? 1 };
  }

  /** What is known of an entry without reading it. @throws RangeError when there is no such entry. */
  entry(seq: number): IndexedEntry {
    if (seq < this.#clears.last) throw new RangeError(`entry ${seq} was cleared`);
    if (this.#index.lost.hides(seq)) throw new RangeError(`entry ${seq} could not be read`);
    const entry = this.#index.at(seq);
    if (entry.carryEncoding === encodingCode(this.#encoding)) return entry;
    // These bytes are a character in another encoding only: in this one each belongs to its own frame.
    return { ...entry, carryIn: 0, carryOut: 0, offset: entry.offset + entry.carryIn };
  }

  kind(seq: number): EntryKind {
    return kindOf(this.#index.direction(seq), this.#index.origin(seq));
  }

  /** Payload bytes, of an event too. */
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

  /** Returns whether any entry of the peer is still in the transcript. */
  hasEntriesOf(number: number): boolean {
    return (this.#peers.lastSeq(number) ?? -1) >= this.first;
  }

  /** Number that the first entry of any of these peers has, or that it will have at least. */
  firstSeqOf(peers: readonly string[]): number {
    return this.#peers.firstSeqOf(peers) ?? this.count;
  }

  /** Number that the endpoint's own first entry from this one on has, or that it will have at least. */
  ownFrom(seq: number): number {
    return this.#peers.ownFrom(seq) ?? this.count;
  }

  peerOf(number: number): TranscriptPeer | undefined {
    return this.#peers.find(number);
  }

  /** Bytes of the log as they stand in a segment, fewer at its end. @throws RangeError when it is gone. */
  logBytes(segment: number, offset: number, length: number): Promise<Uint8Array> {
    return this.#log.read(segment, offset, length);
  }

  /**
   * With what a search finds in it marked, and up to `frameBytes` bytes of the frame. @throws RangeError when there is no such entry.
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
      // Copied: a message would take along all of the memory in which they stand.
      ...(frameBytes > 0 && { bytes: new Uint8Array(bytes.subarray(carryIn, carryIn + frameBytes)) }),
      ...(frameBytes > 0 && finds && { byteMarks: withoutCarried(finds, carryIn) }),
      ...(entry.direction === 'out' && { origin: originOf(entry.origin) }),
    };
  }

  /** Up to 1,000 entries from `from`, which counts from the end when negative. */
  async entries(from: number, count: number): Promise<EntryData[]> {
    const start = Math.max(this.first, from < 0 ? this.count + from : from);
    const end = Math.min(this.count, start + Math.min(count, maxRows));
    const entries: EntryData[] = [];
    for (let seq = start; seq < end; seq++) {
      if (!this.#index.lost.hides(seq)) entries.push(await this.#entryData(seq));
      // What is in memory is read without a turn for others.
      if (seq % entriesPerTurn === 0) await nextTurn();
    }
    return entries;
  }

  /** A copy of a frame's bytes from `offset`, fewer at its end. @throws RangeError when there is no such entry. */
  async entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.entry(seq);
    const from = Math.min(offset, entry.length);
    // What is kept belongs to the log, and a message would take a view's whole buffer along.
    return copyInTurns(await this.#read(entry, entry.carryIn + from, Math.min(length, entry.length - from)));
  }

  /** Shows none of its entries any more. One that is undoable keeps them until `forgetClear`; any other forgets what earlier ones kept, too. */
  async clear(isUndoable = false): Promise<void> {
    if (this.count > this.first) {
      this.#clears.add(this.count);
      this.#log.clear(this.count);
      this.#unfinished.clear();
      this.#beginAnew();
    }
    if (!isUndoable) while (this.undoableClears > 0) await this.forgetClear();
  }

  /** Brings back what the last clear took away, before the entries that came since. @throws RangeError when there is none. */
  async undoClear(): Promise<void> {
    const from = this.#clears.undo();
    const moved = this.#log.takeBack(from, this.#clears.last);
    this.#beginAnew();
    await moved;
  }

  /** Forgets what the oldest clear keeps, on disk too. Nothing happens when there is none. */
  async forgetClear(): Promise<void> {
    const before = this.#clears.forget();
    if (before === undefined) return;
    this.#forgetIndexBefore(before);
    await this.#log.forgetBefore(before);
    this.#onChange();
  }

  /** Whether all of it only waits for an undo: then it goes first when space is needed, and without a word. */
  setAside(isSpare: boolean): void {
    this.#log.setAside(isSpare);
  }

  /** Looks whether the files are still there, since nothing may be written for long. */
  checkFiles(): void {
    if (!this.#isOver) this.#log.checkFiles();
  }

  /** Whether the endpoint is closed: meanwhile files are open only while they are read or written. */
  set isResting(isResting: boolean) {
    this.#log.isResting = isResting;
  }

  /** Writes what waits and closes the files. They are opened again when they are needed. */
  rest(): Promise<void> {
    return this.#log.rest();
  }

  /** Writes what is waiting. What a full disk doesn't take keeps waiting. */
  flush(): Promise<void> {
    return this.#log.flush();
  }

  /** Writes what waits and closes the files: whoever comes next can `recover` it. What was cleared is gone. */
  async close(): Promise<void> {
    while (this.undoableClears > 0) await this.forgetClear();
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
    // What is kept belongs to the log, and a message would take a view's whole buffer along.
    return { ...base, data: await copyInTurns(read.subarray(entry.carryIn)), length };
  }

  async #eventOf(seq: number, entry: IndexedEntry): Promise<TranscriptEvent> {
    if (this.isLost(seq)) return this.unreadable(seq);
    const read = await this.#readIfWhole(seq, entry, entry.length);
    return (read && storedEvent(read)) ?? this.unreadable(seq);
  }

  /** The first bytes of an entry, carried ones included; undefined if it is there but can't be read. Rejects if it has gone meanwhile. */
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
    peer: TranscriptPeer | undefined,
    payload: Uint8Array,
    origin: number,
    carriedIn = nothingCompleted.carriedIn,
  ): void {
    if (this.#isOver) return;
    this.#seen(peer, this.count);
    const time = this.#clock.now();
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
  }

  /** A row for entries of a stored log that can't be read. */
  #appendLost(seq: number, rows: number, time: number): void {
    const origin = eventCode({ code: 'rowsUnreadable', rows });
    const nothing = { peer: 0, length: 0, carryIn: 0, carryOut: 0, carryEncoding: 0, segment: 0, offset: 0 };
    this.#index.appendLost({ ...nothing, time, direction: 'event', origin }, rows);
    this.#peers.own(seq);
    // Views that are open must leave out the hidden rows.
    this.#beginAnew();
  }

  #seen(peer: TranscriptPeer | undefined, seq: number): void {
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

  /** Views start again with the rows that there are now. */
  #beginAnew(): void {
    this.#generation++;
    this.#onChange();
  }
}

/** Numbers that the index can have; what is read from a file may be anything. */
function isCount(entries: number | undefined): entries is number {
  return Number.isSafeInteger(entries) && (entries ?? -1) >= 0 && (entries ?? 0) <= maxStoredNumber;
}

/** Finds in the bytes of a frame, of those that were made with bytes of earlier frames before it. */
function withoutCarried(finds: readonly Range[], carryIn: number): Range[] {
  const moved = finds.map(([start, end]): Range => [Math.max(0, start - carryIn), end - carryIn]);
  return moved.filter(([start, end]) => start < end);
}

function keyOf(direction: 'in' | 'out', { number }: TranscriptPeer): string {
  return `${direction}${number}`;
}
