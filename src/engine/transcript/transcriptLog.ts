/** The record of one endpoint on disk: an append-only sequence of segments, written behind, the newest of them cached in memory. */

import { mkdir, rm } from 'node:fs/promises';
import type { SocketError } from '../../core/socketError.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { logFromEngine } from '../engineLog.ts';
import { privateDirectory } from '../files/privateFiles.ts';
import { noConversation, type Owner, owned, settling, unawaited } from '../owned.ts';
import { FilesAtRest } from './filesAtRest.ts';
import type { LogBudget, SegmentOwner } from './logBudget.ts';
import { type PeerName, type RecordHeader, recordHeaderBytes } from './logRecord.ts';
import type { Segment } from './segment.ts';
import { SegmentFiles } from './segmentFiles.ts';
import { encodeSegmentHead } from './segmentHead.ts';

const nothing = new Uint8Array();
const retryMs = 1000;
/** What waits is written after so long, or when it is so much: a write a message would cost more than the message. */
const writeEveryMs = 50;
const writeAtBytes = 256 * 1024;
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

/** What a log tells its transcript. As an owner it closes the endpoint. */
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
  #hasDirectory = false;
  /** Where the transcript begins: it was cleared there. */
  #clearedBefore = 0;
  /** True while the whole log is kept only for an undo. */
  #isSpare = false;
  #failing = false;
  /** Bytes appended since writing began last. */
  #unwrittenBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #owner: Owner = { failed: failure => this.#failed(failure) };
  readonly #onTime = owned(this.#owner, 'transcriptLog.timer', () => this.#writeNow());
  #writing: Promise<void> | undefined;
  #inFlight: Promise<number> | undefined;
  #reading: Segment[] = [];
  readonly #use = new FilesAtRest(() => this.#closeFiles());

  constructor(directory: string, budget: LogBudget, events: LogEvents) {
    this.#directory = directory;
    this.#budget = budget;
    this.#events = events;
    this.#files = new SegmentFiles(directory, 0);
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
    this.#writeSoon();
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
    for (const one of gone) one.remove().catch(() => undefined);
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
    this.#writeSoon();
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
    clearTimeout(this.#timer);
    await this.#moveNeeded();
    this.#budget.storage.writes(this);
    this.#budget.remove(this.#segments);
    await this.#closeFiles();
  }

  /** Looks whether the files are still there, since nothing may be written for long. */
  checkFiles(): void {
    if (this.#segments.length === 0) return;
    this.#hasDirectory = false;
    this.#startWriting();
  }

  /** Writes what is waiting. What a full disk doesn't take keeps waiting. */
  async flush(): Promise<void> {
    while (this.#nextPending() && !this.#failing) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#startWriting();
      await this.#writing;
    }
  }

  /** Something is waiting to be written. */
  get isWaiting(): boolean {
    return this.#nextPending() !== undefined;
  }

  /** Writes what is waiting, even if that failed before: there may be room now. */
  async tryAgain(): Promise<void> {
    this.#failing = false;
    await this.flush();
  }

  /** Forgets everything and takes the directory away. Nothing may be appended afterwards. */
  async remove(): Promise<void> {
    await this.#forget(this.#segments.length).catch(() => undefined /* what can't be deleted fails again below */);
    clearTimeout(this.#timer);
    await this.#writing;
    this.#budget.storage.writes(this);
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
    this.#appended(head.length);
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
    await this.#inFlight?.catch(() => undefined /* told by the writer */);
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
    this.#appended(recordHeaderBytes + carriedIn.length + payload.length);
    return offset;
  }

  #appended(bytes: number): void {
    this.#unwrittenBytes += bytes;
    this.#budget.appended(bytes, 0);
  }

  #writeSoon(): void {
    if (this.#writing !== undefined) return;
    if (this.#unwrittenBytes >= writeAtBytes) this.#writeNow();
    else this.#timer ??= setTimeout(this.#onTime, writeEveryMs);
  }

  /** Tries again later, as with a disk that takes nothing: other transcripts may be waiting for this one to be written. */
  #failed(failure: SocketError): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onTime, retryMs);
    this.#writing = undefined;
    this.#failing = true;
    this.#events.failed(failure);
  }

  #startWriting(): void {
    this.#writing ??= settling(this.#owner, 'transcriptLog.write', () => this.#use.during(() => this.#writeBehind()));
  }

  #writeNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What waited may be gone: the segments of one log go when those of another fill the disk.
    if (this.#nextPending()) this.#startWriting();
  }

  async #writeBehind(): Promise<void> {
    try {
      if (!this.#hasDirectory) {
        await this.#makeDirectory();
        await this.#writeAnew();
      }
      for (let segment = this.#nextPending(); segment; segment = this.#nextPending()) {
        this.#unwrittenBytes = 0;
        this.#inFlight = segment.writeSome();
        const written = await this.#inFlight.catch(error => {
          if (!segment?.gone) throw error;
          return 0;
        });
        if (!segment.gone) this.#budget.written(written);
        this.#budget.storage.writes(this);
        if (!segment.gone && (await segment.isDeleted())) {
          await this.#makeDirectory();
          await this.#writeAnew();
        }
        // A name that couldn't be given may be free now.
        if (this.#failing) await this.#moveNeeded();
        this.#failing = false;
        this.#budget.enforce();
        // What came meanwhile waits for more, where it is little.
        if (segment === this.#segments.at(-1) && segment.pendingBytes < writeAtBytes) break;
      }
      this.#writing = undefined;
      if (this.#nextPending()) this.#writeSoon();
    } catch (error) {
      await this.#writeFailed(error);
    }
  }

  async #writeFailed(error: unknown): Promise<void> {
    const isDeleted = this.#hasDirectory && (error as NodeJS.ErrnoException).code === 'ENOENT';
    this.#hasDirectory = false;
    // Opened anew at the next attempt: the directory may be another one then.
    await this.#nextPending()
      ?.close()
      .catch(() => undefined);
    this.#writing = undefined;
    if (isDeleted) {
      this.#writeSoon();
      return;
    }
    if (!this.#failing) {
      logFromEngine('warn', 'transcriptNotWritten', {}, error);
      this.#budget.fails(this, error);
    }
    this.#failing = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onTime, retryMs);
  }

  async #makeDirectory(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: privateDirectory });
    this.#hasDirectory = true;
  }

  /** Writes missing files again, and reports them. The directory alone says nothing: other files of the endpoint are in it, too. */
  async #writeAnew(): Promise<void> {
    // The others have no file yet.
    const segments = this.#segments.filter(({ size, pendingBytes }) => pendingBytes < size);
    const areMissing = await Promise.all(segments.map(segment => segment.isMissing()));
    const missing = segments.filter((segment, at) => areMissing[at] && !segment.gone);
    if (missing.length === 0) return;
    const lost = missing.findLast(({ cachedBytes }) => cachedBytes === 0);
    const dropped = lost ? this.#segments.slice(0, this.#segments.indexOf(lost) + 1) : [];
    const lostRows = dropped.reduce((sum, { rows }) => sum + rows, 0);
    if (lost) this.drop(lost);
    for (const segment of missing)
      if (!segment.gone && segment.cachedBytes > 0) this.#budget.lost(await segment.writeAnew());
    this.#events.filesDeleted(lostRows);
  }

  #nextPending(): Segment | undefined {
    return this.#segments.find(segment => segment.pendingBytes > 0);
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
