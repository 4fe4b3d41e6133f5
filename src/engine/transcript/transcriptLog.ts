/** The record of one endpoint on disk: an append-only sequence of segments, written behind, the newest of them cached in memory. */
import { rm } from 'node:fs/promises';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import type { Owner } from '../owned.ts';
import { FilesAtRest } from './filesAtRest.ts';
import type { LogBudget, SegmentOwner } from './logBudget.ts';
import { type EntryHeader, type PeerName, type RecordHeader, recordHeaderBytes } from './logRecord.ts';
import { LogSegments } from './logSegments.ts';
import { LogWriter } from './logWriter.ts';
import type { Segment } from './segment.ts';
import { SegmentFiles } from './segmentFiles.ts';
import { encodeSegmentHead } from './segmentHead.ts';
import { SegmentsInReading } from './segmentsInReading.ts';

const nothing = new Uint8Array();

/** Position of a record's carried bytes and payload. */
export interface LogPosition {
  readonly segment: number;
  readonly offset: number;
}

/** The files of a log that was read from disk. */
export interface AdoptedFiles {
  readonly files: SegmentFiles;
  readonly segments: readonly Segment[];
  readonly firstNumber: number;
}

/** Events of a log. As an owner, it closes the endpoint. */
export interface TranscriptLogEvents extends Owner {
  /** Called when entries before `firstSeq` were dropped, since a limit was reached: all of them if it is Infinity. */
  dropped(firstSeq: number): void;
  /** Called when the files were deleted. Entries in memory are written again; `entries` others are lost. */
  filesDeleted(entries: number): void;
}

export class TranscriptLog implements SegmentOwner {
  readonly #directory: string;
  readonly #budget: LogBudget;
  readonly #events: TranscriptLogEvents;
  #files: SegmentFiles;
  readonly #segments = new LogSegments();
  /** Number of the newest peer that has entries. */
  #lastPeer = 0;
  readonly #reading = new SegmentsInReading();
  /** Resolves when the files of dropped segments are deleted. */
  #removing = Promise.resolve();
  readonly #use = new FilesAtRest(() => this.#closeFiles());
  readonly #writer: LogWriter;

  constructor(directory: string, budget: LogBudget, events: TranscriptLogEvents) {
    this.#directory = directory;
    this.#budget = budget;
    this.#events = events;
    this.#files = new SegmentFiles(directory, 0);
    this.#writer = new LogWriter({
      directory,
      budget,
      log: {
        segments: () => this.#segments.all,
        moveNeeded: () => this.#moveNeeded(),
        drop: segment => this.drop(segment),
        filesDeleted: rows => events.filesDeleted(rows),
        failed: failure => events.failed(failure),
        during: write => this.#use.during(write),
      },
    });
  }

  /** Continues a log that was read from disk. Nothing may have been appended before. */
  adopt({ files, segments, firstNumber }: AdoptedFiles, clearedBefore: number): void {
    this.#files = files;
    this.#segments.adopt(segments, { firstNumber, clearedBefore });
    for (const segment of segments) this.#budget.add(segment, this);
  }

  /**
   * Appends an entry of a peer, or of the endpoint itself. Returns the offset of the carried bytes and the payload in
   * the last segment. Called for every message: it makes no object.
   */
  append(header: EntryHeader, peer: PeerIdentity | undefined, carriedIn: Uint8Array, payload: Uint8Array): number {
    const segment = this.#segmentFor(recordHeaderBytes + carriedIn.length + payload.length, header.seq);
    if (peer && !segment.peers.has(peer.number)) this.#appendName(segment, peer, header.seq);
    const offset = this.#appendRecord(segment, header, carriedIn, payload);
    segment.countRow();
    this.#budget.appended(0, 1);
    this.#writer.writeSoon();
    return offset;
  }

  /** Number of the last segment. */
  get lastSegment(): number {
    return this.#segments.nextNumber - 1;
  }

  /** Returns bytes of a segment. @throws RangeError if it is gone. */
  async read(number: number, offset: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array();
    const segment = this.#segments.find(number);
    if (!segment) throw new RangeError(`the log has no segment ${number}`);
    if (segment.cachedBytes === 0) this.#reading.add(segment);
    try {
      return await this.#use.during(() => segment.read(offset, length));
    } catch (error) {
      if (segment.gone) throw new RangeError(`segment ${number} was removed from the log`, { cause: error });
      throw error;
    }
  }

  seal(segment: Segment): void {
    this.#segments.seal(segment);
  }

  drop(segment: Segment): void {
    const gone = this.#segments.removeOldest(this.#segments.all.indexOf(segment) + 1);
    this.#budget.remove(gone);
    // A file that can't be deleted now is deleted with the session's directory.
    const removing = Promise.allSettled([this.#removing, ...gone.map(one => one.remove())]);
    this.#removing = removing.then(() => undefined);
    this.#events.dropped(this.#segments.all[0]?.firstSeq ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Clears the transcript: existing segments become spare, and entries from `seq` on are written to files of another
   * generation. If this can be undone, `clearedMs` is its time in ms since the epoch. Returns the time in the names of
   * the files.
   */
  clear(seq: number, clearedMs?: number): number {
    this.#segments.clear(seq);
    this.#files = this.#files.next(clearedMs);
    // Immediately, so that the next reader of the directory finds that it was cleared.
    this.#addSegment(seq);
    this.#writer.writeSoon();
    return this.#files.clearedMs;
  }

  /**
   * Undoes a clear: the segments with entries from `from` on are needed again, and those since the clear move to the
   * generation of the others.
   */
  async takeBack(from: number, clearedBefore: number): Promise<void> {
    const oldest = this.#segments.takeBack(from, clearedBefore);
    if (oldest) this.#files = this.#files.backTo(oldest);
    await this.#moveNeeded();
  }

  /** Forgets the spare segments with entries before `seq`, also on disk. */
  async forgetBefore(seq: number): Promise<void> {
    await this.#forget(this.#segments.countSparesBefore(seq));
  }

  /** Sets whether the whole log is kept only for an undo. */
  setAside(isSpare: boolean): void {
    this.#segments.setAside(isSpare);
  }

  /** True while nothing is recorded: files are then open only while they are read or written. */
  set isResting(isResting: boolean) {
    this.#use.isResting = isResting;
  }

  /** Writes everything that waits and closes the files. They are reopened when they are needed. */
  async rest(): Promise<void> {
    await this.flush();
    await this.#closeFiles();
  }

  /**
   * Writes everything that waits and closes the files, which remain. Bytes that a full disk doesn't accept are lost.
   * Nothing may be appended afterwards.
   */
  async close(): Promise<void> {
    await this.flush();
    await this.#writer.end();
    // Otherwise the next owner would find files of dropped segments.
    await this.#removing;
    await this.#moveNeeded();
    this.#budget.remove(this.#segments.all);
    await this.#closeFiles();
  }

  /** Checks whether the files still exist, since nothing may be written for a long time. */
  checkFiles(): void {
    if (this.#segments.all.length > 0) this.#writer.checkFiles();
  }

  /** Writes everything that waits. Bytes that a full disk doesn't accept keep waiting. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** True while something waits to be written. */
  get isWaiting(): boolean {
    return this.#writer.isWaiting;
  }

  /** Writes everything that waits, even if that failed before: there may be room now. */
  tryAgain(): Promise<void> {
    return this.#writer.tryAgain();
  }

  /** Forgets everything and deletes the directory. Nothing may be appended afterwards. */
  async remove(): Promise<void> {
    await this.#forget(this.#segments.all.length).catch(() => undefined /* what can't be deleted fails again below */);
    await this.#writer.end();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Renames the files of needed segments to the current generation, although they may be spare again by then. */
  async #moveNeeded(): Promise<void> {
    const moves = this.#segments.needed().map(({ segment, number }) => ({ segment, path: this.#files.path(number) }));
    // Newest first: if the engine dies in between, the clear isn't undone. No row is hidden that wasn't before.
    for (const { segment, path } of moves.toReversed())
      if (!segment.gone && segment.path !== path) await segment.moveTo(path);
  }

  #segmentFor(bytes: number, seq: number): Segment {
    const { unsealed } = this.#segments;
    return unsealed && !this.#budget.isComplete(unsealed, bytes) ? unsealed : this.#addSegment(seq);
  }

  #addSegment(seq: number): Segment {
    const before = this.#segments.all.at(-1);
    before?.peers.clear();
    const segment = this.#files.create(this.#segments.nextNumber, seq);
    this.#segments.add(segment);
    this.#budget.add(segment, this);
    const { clearedBefore } = this.#segments;
    const head = encodeSegmentHead({ firstSeq: seq, clearedBefore, previousFirstSeq: before?.firstSeq ?? seq });
    segment.begin(head);
    this.#writer.appended(head.length);
    return segment;
  }

  /** Forgets this many of the oldest segments, also on disk. */
  async #forget(count: number): Promise<void> {
    const old = this.#segments.removeOldest(count);
    this.#reading.remove(old);
    this.#budget.remove(old);
    // Immediately, so that the bytes of a write in progress aren't counted again.
    for (const segment of old) segment.forget();
    // Awaits only the write in progress: in a flood there is always a next one.
    await this.#writer.inFlight;
    await Promise.all(old.map(segment => segment.remove()));
  }

  /** Names a peer before its first entry in a segment. */
  #appendName(segment: Segment, { number, id, address }: PeerIdentity, seq: number): void {
    segment.peers.add(number);
    if (number > this.#lastPeer) {
      this.#lastPeer = number;
      segment.countNewPeer();
      this.#budget.appendedPeer();
    }
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
    this.#reading.clear();
    // If closing fails, the system closes the file with the process.
    await Promise.allSettled(this.#segments.all.map(segment => segment.close()));
  }
}
