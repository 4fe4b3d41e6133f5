/** The record of one endpoint on disk: an append-only sequence of segments, written behind, the newest of them cached in memory. */
import { mkdir, rm } from 'node:fs/promises';
import { logFromEngine } from '../engineLog.ts';
import { FilesAtRest } from './filesAtRest.ts';
import type { LogBudget, SegmentOwner } from './logBudget.ts';
import { type PeerName, type RecordHeader, recordHeaderBytes, type SegmentHead } from './logRecord.ts';
import type { Segment } from './segment.ts';
import { SegmentFiles } from './segmentFiles.ts';
import type { TranscriptPeer } from './transcriptPeers.ts';

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
export interface NewEntry extends Omit<RecordHeader, 'kind' | 'peer' | 'carryIn' | 'length'> {
  readonly kind: 'in' | 'out' | 'event';
  readonly seq: number;
  readonly peer: TranscriptPeer | undefined;
  readonly carriedIn: Uint8Array;
  readonly payload: Uint8Array;
}

/** The files of a log that was read from disk. */
export interface AdoptedFiles {
  readonly files: SegmentFiles;
  readonly segments: readonly Segment[];
  readonly firstNumber: number;
}

/** What a log tells its transcript. */
export interface LogEvents {
  /** Entries before `firstSeq` are gone, since a bound was reached. */
  dropped(firstSeq: number): void;
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
  #writing: Promise<void> | undefined;
  #inFlight: Promise<number> | undefined;
  #reading: Segment[] = [];
  readonly #use = new FilesAtRest(() => void this.#closeFiles());

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
      segment.isSpare = this.#isSpare;
      this.#budget.add(segment, this);
    }
  }

  append(entry: NewEntry): LogPosition {
    const { kind, time, origin, carryEncoding, carriedIn, payload, peer } = entry;
    const segment = this.#segmentFor(recordHeaderBytes + carriedIn.length + payload.length, entry.seq);
    if (peer && !segment.peers.has(peer.number)) {
      segment.peers.add(peer.number);
      this.#appendJson(segment, 'peer', peer.number, { id: peer.id, address: peer.address } satisfies PeerName);
    }
    const header = {
      kind,
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
    this.#events.dropped(this.#segments[0]?.firstSeq ?? segment.firstSeq + segment.rows);
  }

  /** The transcript is cleared: what there is becomes spare, and what comes from entry `seq` on goes to files of another generation. */
  clear(seq: number): void {
    for (const segment of this.#segments) segment.isSpare = true;
    this.#files = this.#files.next();
    this.#clearedBefore = seq;
    // At once: whoever reads the directory then finds that it was cleared.
    this.#addSegment(seq);
    this.#writeSoon();
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

  /** Writes what is waiting. What a full disk doesn't take keeps waiting. */
  async flush(): Promise<void> {
    while (this.#nextPending() && !this.#failing) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#writing ??= this.#use.during(() => this.#writeBehind());
      await this.#writing;
    }
  }

  /** Forgets everything and takes the directory away. Nothing may be appended afterwards. */
  async remove(): Promise<void> {
    await this.#forget(this.#segments.length);
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
    const segment = this.#files.create(this.#firstNumber + this.#segments.length, seq);
    segment.isSpare = this.#isSpare;
    this.#segments.push(segment);
    this.#sealed = false;
    this.#budget.add(segment, this);
    this.#appendJson(segment, 'segmentHead', 0, {
      format: 'portside transcript',
      version: 1,
      firstSeq: seq,
      ...(this.#clearedBefore > 0 && { clearedBefore: this.#clearedBefore }),
    } satisfies SegmentHead);
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

  #appendJson(segment: Segment, kind: 'segmentHead' | 'peer', peer: number, value: object): void {
    const payload = new TextEncoder().encode(JSON.stringify(value));
    const header = { kind, peer, length: payload.length, time: Date.now(), origin: 0, carryIn: 0, carryEncoding: 0 };
    this.#appendRecord(segment, header, nothing, payload);
  }

  #appendRecord(segment: Segment, header: RecordHeader, carriedIn: Uint8Array, payload: Uint8Array): number {
    const offset = segment.append(header, carriedIn, payload);
    const bytes = recordHeaderBytes + carriedIn.length + payload.length;
    this.#unwrittenBytes += bytes;
    this.#budget.appended(bytes, 0);
    return offset;
  }

  #writeSoon(): void {
    if (this.#writing !== undefined) return;
    if (this.#unwrittenBytes >= writeAtBytes) this.#writeNow();
    else this.#timer ??= setTimeout(() => this.#writeNow(), writeEveryMs);
  }

  #writeNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What waited may be gone: the segments of one log go when those of another fill the disk.
    if (this.#nextPending()) this.#writing ??= this.#use.during(() => this.#writeBehind());
  }

  async #writeBehind(): Promise<void> {
    try {
      if (!this.#hasDirectory) await mkdir(this.#directory, { recursive: true });
      this.#hasDirectory = true;
      for (let segment = this.#nextPending(); segment; segment = this.#nextPending()) {
        this.#unwrittenBytes = 0;
        this.#inFlight = segment.writeSome();
        const written = await this.#inFlight.catch(error => {
          if (!segment?.gone) throw error;
          return 0;
        });
        if (!segment.gone) this.#budget.written(written);
        this.#budget.storage.writes(this);
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
      this.#hasDirectory = false;
      // Opened anew at the next attempt: the directory may be another one then.
      await this.#nextPending()
        ?.close()
        .catch(() => undefined);
      if (!this.#failing) {
        logFromEngine('warn', 'transcriptNotWritten', {}, error);
        this.#budget.storage.fails(this, error);
      }
      this.#failing = true;
      this.#writing = undefined;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#writeNow(), retryMs);
    }
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
    if (this.#reading.length > maxOpenFiles) void this.#reading.shift()?.close();
  }
}
