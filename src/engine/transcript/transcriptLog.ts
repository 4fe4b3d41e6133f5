/** The record of one endpoint on disk: an append-only sequence of segments, written behind, the newest of them cached in memory. */

import { rm } from 'node:fs/promises';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { noConversation, type Owner, unawaited } from '../owned.ts';
import { FilesAtRest } from './filesAtRest.ts';
import type { LogBudget, SegmentOwner } from './logBudget.ts';
import { type PeerName, type RecordHeader, recordHeaderBytes } from './logRecord.ts';
import { LogWriter } from './logWriter.ts';
import type { Segment } from './segment.ts';
import { SegmentFiles } from './segmentFiles.ts';
import { encodeSegmentHead } from './segmentHead.ts';

const nothing = new Uint8Array();
/** Segments whose file stays open for reading. */
const maxOpenFiles = 8;

/** Where a record's carried bytes and payload stand. */
export interface LogPosition {
  readonly segment: number;
  readonly offset: number;
}

/** An entry as it is written. */
export interface NewEntry extends Omit<RecordHeader, 'kind' | 'side' | 'peer' | 'carryIn' | 'length'> {
  readonly kind: 'in' | 'out' | 'event';
  readonly peer: PeerIdentity | undefined;
  readonly carriedIn: Uint8Array;
  readonly payload: Uint8Array;
}

/** The files of a log that was read from disk. */
export interface AdoptedFiles {
  readonly files: SegmentFiles;
  readonly segments: readonly Segment[];
  readonly firstNumber: number;
}

/** The transcript of a log, as far as the log reports to it. As an owner it closes the endpoint. */
export interface LogEvents extends Owner {
  /** Entries before `firstSeq` are gone, since a bound was reached: all of them if it is Infinity. */
  dropped(firstSeq: number): void;
  /** The files were deleted. What was in memory is written again, and the other entries, this many, are gone. */
  filesDeleted(entries: number): void;
}

export class TranscriptLog implements SegmentOwner {
  readonly #directory: string;
  readonly #budget: LogBudget;
  readonly #events: LogEvents;
  #files: SegmentFiles;
  #segments: Segment[] = [];
  /** Number of the first segment that is still there. */
  #firstNumber = 0;
  #sealed = true;
  /** Where the transcript begins: it was cleared there. */
  #clearedBefore = 0;
  /** True while the whole log is kept only for an undo. */
  #isSpare = false;
  #reading: Segment[] = [];
  /** The files of dropped segments are being deleted. */
  #removing = Promise.resolve();
  readonly #use = new FilesAtRest(() => this.#closeFiles());
  readonly #writer: LogWriter;

  constructor(directory: string, budget: LogBudget, events: LogEvents) {
    this.#directory = directory;
    this.#budget = budget;
    this.#events = events;
    this.#files = new SegmentFiles(directory, 0);
    this.#writer = new LogWriter({
      directory,
      budget,
      log: {
        segments: () => this.#segments,
        moveNeeded: () => this.#moveNeeded(),
        drop: segment => this.drop(segment),
        filesDeleted: rows => events.filesDeleted(rows),
        failed: failure => events.failed(failure),
        during: write => this.#use.during(write),
      },
    });
  }

  /** Goes on where a log that was read from disk ended. Nothing may have been appended before. */
  adopt({ files, segments, firstNumber }: AdoptedFiles, clearedBefore: number): void {
    this.#files = files;
    this.#clearedBefore = clearedBefore;
    this.#segments = [...segments];
    this.#firstNumber = firstNumber;
    this.#sealed = true;
    for (const segment of segments) {
      segment.isSpare = this.#isSpare || segment.firstSeq < clearedBefore;
      this.#budget.add(segment, this);
    }
  }

  append(entry: NewEntry): LogPosition {
    const { kind, seq, time, origin, carryEncoding, carriedIn, payload, peer } = entry;
    const segment = this.#segmentFor(recordHeaderBytes + carriedIn.length + payload.length, seq);
    if (peer && !segment.peers.has(peer.number)) this.#appendName(segment, peer, seq);
    const header = {
      kind,
      seq,
      side: 0,
      time,
      origin,
      carryEncoding,
      carryIn: carriedIn.length,
      peer: peer?.number ?? 0,
      length: payload.length,
    };
    const offset = this.#appendRecord(segment, header, carriedIn, payload);
    segment.countRow();
    this.#budget.appended(0, 1);
    this.#writer.writeSoon();
    return { segment: this.#firstNumber + this.#segments.length - 1, offset };
  }

  /** Bytes of a segment. @throws RangeError when it is gone. */
  async read(number: number, offset: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array();
    const segment = this.#segments[number - this.#firstNumber];
    if (!segment) throw new RangeError(`the log has no segment ${number}`);
    if (segment.cachedBytes === 0) this.#keepFewOpen(segment);
    try {
      return await this.#use.during(() => segment.read(offset, length));
    } catch (error) {
      if (segment.gone) throw new RangeError(`the log has no segment ${number} any more`, { cause: error });
      throw error;
    }
  }

  seal(segment: Segment): void {
    if (segment === this.#segments.at(-1)) this.#sealed = true;
  }

  drop(segment: Segment): void {
    const gone = this.#segments.splice(0, this.#segments.indexOf(segment) + 1);
    this.#firstNumber += gone.length;
    if (this.#segments.length === 0) this.#sealed = true;
    this.#budget.remove(gone);
    // A file that can't be removed is taken away with the session's directory.
    const removing = Promise.allSettled([this.#removing, ...gone.map(one => one.remove())]);
    this.#removing = removing.then(() => undefined);
    this.#events.dropped(this.#segments[0]?.firstSeq ?? Number.POSITIVE_INFINITY);
  }

  /**
   * The transcript is cleared: what there is becomes spare, and what comes from entry `seq` on goes to files of another generation. If this
   * can be undone, `clearedMs` is when it happened, in ms since the epoch; returns what the files say.
   */
  clear(seq: number, clearedMs?: number): number {
    for (const segment of this.#segments) segment.isSpare = true;
    this.#files = this.#files.next(clearedMs);
    this.#clearedBefore = seq;
    // At once: whoever reads the directory then finds that it was cleared.
    this.#addSegment(seq);
    this.#writer.writeSoon();
    return this.#files.clearedMs;
  }

  /** The entries from `from` on are needed again, and belong to the present generation. */
  async takeBack(from: number, clearedBefore: number): Promise<void> {
    this.#clearedBefore = clearedBefore;
    for (const segment of this.#segments) if (segment.firstSeq >= from) segment.isSpare = false;
    await this.#moveNeeded();
  }

  /** Forgets the spare segments with entries before `seq`, on disk too. */
  async forgetBefore(seq: number): Promise<void> {
    const kept = this.#segments.findIndex(({ isSpare, firstSeq }) => !isSpare || firstSeq >= seq);
    await this.#forget(kept < 0 ? this.#segments.length : kept);
  }

  /** All of it waits for an undo, or is needed again. */
  setAside(isSpare: boolean): void {
    this.#isSpare = isSpare;
    for (const segment of this.#segments) segment.isSpare = isSpare || segment.firstSeq < this.#clearedBefore;
  }

  /** Nothing is recorded any more, or again: meanwhile files are open only while they are read or written. */
  set isResting(isResting: boolean) {
    this.#use.isResting = isResting;
  }

  /** Writes what waits and closes the files. They are opened again when they are needed. */
  async rest(): Promise<void> {
    await this.flush();
    await this.#closeFiles();
  }

  /** Writes what waits and closes the files, which stay; what a full disk doesn't take is lost. Nothing may be appended afterwards. */
  async close(): Promise<void> {
    await this.flush();
    await this.#writer.end();
    // The next owner would find them, and miss their rows.
    await this.#removing;
    await this.#moveNeeded();
    this.#budget.remove(this.#segments);
    await this.#closeFiles();
  }

  /** Looks whether the files are still there, since nothing may be written for long. */
  checkFiles(): void {
    if (this.#segments.length > 0) this.#writer.checkFiles();
  }

  /** Writes what is waiting. What a full disk doesn't take keeps waiting. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** Something is waiting to be written. */
  get isWaiting(): boolean {
    return this.#writer.isWaiting;
  }

  /** Writes what is waiting, even if that failed before: there may be room now. */
  tryAgain(): Promise<void> {
    return this.#writer.tryAgain();
  }

  /** Forgets everything and takes the directory away. Nothing may be appended afterwards. */
  async remove(): Promise<void> {
    await this.#forget(this.#segments.length).catch(() => undefined /* what can't be deleted fails again below */);
    await this.#writer.end();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Gives the files of needed segments the names of the present generation: those of earlier ones are deleted when the log is read again. */
  async #moveNeeded(): Promise<void> {
    const moves = this.#segments.map((segment, at) => ({ segment, path: this.#files.path(this.#firstNumber + at) }));
    // The newest first: an engine that dies on the way leaves segments without a gap.
    for (const { segment, path } of moves.toReversed())
      if (!segment.isSpare && !segment.gone && segment.path !== path) await segment.moveTo(path);
  }

  #segmentFor(bytes: number, seq: number): Segment {
    const last = this.#segments.at(-1);
    if (last && !this.#sealed && !this.#budget.isComplete(last, bytes)) return last;
    return this.#addSegment(seq);
  }

  #addSegment(seq: number): Segment {
    const before = this.#segments.at(-1);
    const segment = this.#files.create(this.#firstNumber + this.#segments.length, seq);
    segment.isSpare = this.#isSpare;
    this.#segments.push(segment);
    this.#sealed = false;
    this.#budget.add(segment, this);
    const clearedBefore = this.#clearedBefore;
    const head = encodeSegmentHead({ firstSeq: seq, clearedBefore, previousFirstSeq: before?.firstSeq ?? seq });
    segment.begin(head);
    this.#writer.appended(head.length);
    return segment;
  }

  /** Forgets this many of the oldest segments, on disk too. */
  async #forget(count: number): Promise<void> {
    const old = this.#segments.splice(0, count);
    this.#firstNumber += old.length;
    if (this.#segments.length === 0) this.#sealed = true;
    this.#reading = this.#reading.filter(segment => !old.includes(segment));
    this.#budget.remove(old);
    // At once: what a write under way has written is not to be counted again.
    for (const segment of old) segment.forget();
    // Only the write that is under way: in a flood there is always a next one.
    await this.#writer.inFlight;
    await Promise.all(old.map(segment => segment.remove()));
  }

  /** Names a peer before its first entry in a segment. */
  #appendName(segment: Segment, { number, id, address }: PeerIdentity, seq: number): void {
    segment.peers.add(number);
    const payload = new TextEncoder().encode(JSON.stringify({ id, address } satisfies PeerName));
    const rest = { side: 0, time: Date.now(), origin: 0, carryIn: 0, carryEncoding: 0 };
    this.#appendRecord(segment, { kind: 'peer', seq, peer: number, length: payload.length, ...rest }, nothing, payload);
  }

  #appendRecord(segment: Segment, header: RecordHeader, carriedIn: Uint8Array, payload: Uint8Array): number {
    const offset = segment.append(header, carriedIn, payload);
    this.#writer.appended(recordHeaderBytes + carriedIn.length + payload.length);
    return offset;
  }

  async #closeFiles(): Promise<void> {
    this.#reading = [];
    // What couldn't be closed is closed by the system with the process.
    await Promise.allSettled(this.#segments.map(segment => segment.close()));
  }

  /** Closes the file that was read the longest ago. */
  #keepFewOpen(segment: Segment): void {
    this.#reading = this.#reading.filter(one => one !== segment);
    this.#reading.push(segment);
    const oldest = this.#reading.length > maxOpenFiles ? this.#reading.shift() : undefined;
    if (oldest) unawaited(noConversation, 'transcriptLog.close', () => oldest.close());
  }
}
