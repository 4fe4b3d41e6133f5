/**
 * Reads a log left behind by another worker. Damage costs only what it affects: a damaged body its row, a damaged header the rest of its
 * segment, a missing or unreadable file its rows. How many rows that is follows from the numbers of the next ones.
 */
import { rm, stat } from 'node:fs/promises';
import { logFromEngine } from '../engineLog.ts';
import { isEntry, type PeerName, type RecordHeader } from './logRecord.ts';
import { Segment } from './segment.ts';
import { type StoredSegments, storedSegments } from './segmentFiles.ts';
import type { SegmentHead } from './segmentHead.ts';
import { type Found, readSegment } from './storedSegment.ts';
import type { AdoptedFiles, LogPosition } from './transcriptLog.ts';

/** What is found on the way, in order. */
export interface StoredLogReader {
  /** Number of the first available entry. */
  start(firstSeq: number): void;
  /** Where the transcript begins, because it was cleared there. Not called if no head can be read. */
  cleared(before: number): void;
  peer(number: number, name: PeerName): void;
  entry(header: RecordHeader & { kind: 'in' | 'out' | 'event' }, position: LogPosition): void;
  /** This many entries from `seq` on can't be read. `time` is that of an adjacent entry. */
  lost(seq: number, rows: number, time: number): void;
}

export interface StoredLog extends AdoptedFiles {
  /** Entries at the end can't be read, and how many is unknown. */
  readonly isCut: boolean;
}

/**
 * Empty if nothing can be read. Damaged files stay as they are. Cleared entries are gone: they can no longer be restored. `entries` is the
 * minimum number of entries there were, including removed ones.
 */
export async function readStoredLog(directory: string, reader: StoredLogReader, entries = 0): Promise<StoredLog> {
  const stored = await storedSegments(directory);
  // Files that can't be deleted now are deleted with the directory.
  await Promise.all(stored.cleared.map(path => rm(path, { force: true }).catch(() => undefined)));
  const walk = new LogWalk(stored, reader);
  for (const number of stored.numbers) {
    walk.segment(stored.files.path(number));
    for await (const batch of readSegment(stored.files.path(number))) for (const found of batch) walk.found(found);
  }
  const { isCut, rowsLost } = walk.end(entries);
  if (isCut || rowsLost > 0) logFromEngine('warn', 'transcriptDamaged', { rows: rowsLost });
  return { files: stored.files, firstNumber: walk.firstNumber, segments: await walk.segments(), isCut };
}

/** A segment being read; its numbers are filled in as they become known. */
interface WalkedSegment {
  readonly path: string;
  firstSeq: number | undefined;
  rows: number;
}

class LogWalk {
  /** Number of the first segment, if the last one keeps its own: missing ones leave no gap in the numbers. */
  readonly firstNumber: number;
  readonly #reader: StoredLogReader;
  /** The first file is the first one that the log ever had. */
  readonly #isFromStart: boolean;
  readonly #walked: WalkedSegment[] = [];
  /** Those since the last head. */
  readonly #headless: WalkedSegment[] = [];
  /** Number of the next entry; undefined while none is known. */
  #next: number | undefined;
  /** Number of the first entry. */
  #start = 0;
  #isClearedKnown = false;
  #lastTime: number | undefined;
  /** Number of damaged entries before the next one, according to their headers. */
  #bad = 0;
  /** More entries than that may be damaged. */
  #isOpen = false;
  /** Lost before the first entry whose time is known. */
  #untimed: (readonly [seq: number, rows: number])[] = [];
  #rowsLost = 0;

  constructor({ numbers, isUncleared }: StoredSegments, reader: StoredLogReader) {
    this.#reader = reader;
    this.#isFromStart = isUncleared && numbers[0] === 0;
    this.firstNumber = numbers.length === 0 ? 0 : (numbers.at(-1) ?? 0) - numbers.length + 1;
  }

  segments(): Promise<Segment[]> {
    const segments = this.#walked.map(async ({ path, firstSeq = 0, rows }) => {
      const size = await stat(path)
        .then(found => found.size)
        .catch(() => 0 /* unreadable, like its rows */);
      return new Segment(path, firstSeq, { bytes: size, rows });
    });
    return Promise.all(segments);
  }

  segment(path: string): void {
    const walked = { path, firstSeq: undefined, rows: 0 };
    this.#walked.push(walked);
    this.#headless.push(walked);
  }

  found(found: Found): void {
    switch (found.what) {
      case 'head':
        this.#head(found.head);
        break;
      case 'record':
        this.#record(found.header, found.offset, found.name);
        break;
      case 'badBody':
        if (isEntry(found.header.kind)) this.#bad++;
        break;
      case 'damage':
        this.#isOpen = true;
    }
  }

  /** Nothing more follows. */
  end(entries: number): { readonly isCut: boolean; readonly rowsLost: number } {
    if (this.#next === undefined) this.#begin(0);
    const known = (this.#next ?? 0) + this.#bad;
    const isCut = this.#isOpen && entries <= known;
    this.#reach(Math.max(known, entries));
    this.#timed(Date.now());
    return { isCut, rowsLost: this.#rowsLost };
  }

  #head({ firstSeq, clearedBefore, previousFirstSeq }: SegmentHead): void {
    const [segment] = this.#walked.slice(-1);
    if (!segment || firstSeq < (this.#next ?? 0)) return;
    if (this.#next === undefined) {
      const isFirst = this.#walked.length === 1;
      this.#begin(isFirst ? firstSeq : Math.max(clearedBefore, Math.min(previousFirstSeq, firstSeq)));
    }
    // Later heads may contain a position whose clear was undone.
    if (!this.#isClearedKnown) this.#reader.cleared(Math.min(clearedBefore, this.#start));
    this.#isClearedKnown = true;
    // The rows before that one were in earlier segments.
    this.#reach(Math.min(previousFirstSeq, firstSeq));
    for (const unreadable of this.#headless.splice(0)) unreadable.firstSeq ??= this.#next;
    this.#reach(firstSeq);
    segment.firstSeq = firstSeq;
  }

  #record(header: RecordHeader, offset: number, name: PeerName | undefined): void {
    const { kind, seq, time } = header;
    // A copy of the previous state.
    if (seq < (this.#next ?? 0)) return;
    if (this.#next === undefined) this.#begin(seq);
    this.#reach(seq);
    if (name) this.#reader.peer(header.peer, name);
    if (!isEntry(kind)) return;
    this.#timed(time);
    const segment = this.#walked.length - 1;
    const walked = this.#walked[segment];
    if (walked) walked.rows++;
    this.#reader.entry({ ...header, kind }, { segment: this.firstNumber + segment, offset });
    this.#next = seq + 1;
  }

  #begin(seq: number): void {
    this.#start = this.#isFromStart ? 0 : seq;
    this.#reader.start(this.#start);
    this.#next = this.#start;
  }

  /** All entries before this one are known to be present or lost. */
  #reach(seq: number): void {
    const next = this.#next ?? seq;
    const [segment] = this.#walked.slice(-1);
    if (segment) segment.firstSeq ??= next;
    if (seq < next) return;
    if (seq > next) this.#lost(next, seq - next);
    this.#next = seq;
    this.#bad = 0;
    this.#isOpen = false;
  }

  #lost(seq: number, rows: number): void {
    this.#rowsLost += rows;
    if (this.#lastTime === undefined) this.#untimed.push([seq, rows]);
    else this.#reader.lost(seq, rows, this.#lastTime);
  }

  #timed(time: number): void {
    for (const [seq, rows] of this.#untimed) this.#reader.lost(seq, rows, time);
    this.#untimed = [];
    this.#lastTime = time;
  }
}
