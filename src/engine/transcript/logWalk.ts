/** Combines what is found in the segments of a stored log, in order, and determines which rows can't be read. */
import { stat } from 'node:fs/promises';
import type { Clear } from './clears.ts';
import { isEntry, type PeerName, type RecordHeader } from './logRecord.ts';
import { isNumberPossible } from './possibleRecord.ts';
import { Segment } from './segment.ts';
import type { StoredSegmentFile, StoredSegments } from './segmentFiles.ts';
import type { SegmentHead } from './segmentHead.ts';
import type { StoredLogReader } from './storedLogReader.ts';
import type { SegmentPart } from './storedSegment.ts';

/** Number of peer names remembered until the peer's first entry, which follows directly unless data is damaged. */
const maxNamed = 100;

/** Maximum losses between two numbers. Portside itself hardly ever causes larger ones. */
const [maxMissingRows, maxMissingPeers] = [2 ** 20, 1000];

/** A segment being read; its numbers are filled in as they become known. */
interface WalkedSegment {
  readonly path: string;
  firstSeq: number | undefined;
  rows: number;
  newPeers: number;
}

/** Results of a walk. */
export interface WalkEnd {
  /** True if an unknown number of entries at the end can't be read. */
  readonly isCut: boolean;
  readonly rowsLost: number;
  /** Clears that can be undone, oldest first. */
  readonly clears: readonly Clear[];
}

/** A clear before a segment. */
interface WalkedClear {
  readonly segment: WalkedSegment;
  readonly sinceMs: number;
  /** Number after the last entry known from earlier segments. */
  readonly after: number;
  /** Number of the first entry that it didn't hide, once a head says so. */
  before: number | undefined;
}

export class LogWalk {
  /** Number of the first kept segment, counted back from the last one: missing segments leave no gap in the numbers. */
  #firstNumber: number;
  readonly #reader: StoredLogReader;
  /** True if the first file is the first one that the log ever had. */
  readonly #isFromStart: boolean;
  readonly #walked: WalkedSegment[] = [];
  readonly #clears: WalkedClear[] = [];
  /** Number of entries in the kept segments. */
  #rows = 0;
  #lastPeer = 0;
  /** Names of peers that have no entry yet. */
  readonly #named = new Map<number, PeerName>();
  /** Segments since the last head. */
  readonly #headless: WalkedSegment[] = [];
  /** Number of the next entry; undefined while it is unknown. */
  #next: number | undefined;
  /** Number of the first entry. */
  #start = 0;
  #isClearedKnown = false;
  #lastTime: number | undefined;
  /** Number of the segment's next entry, once it is known: within a segment each number follows the one before. */
  #expected: number | undefined;
  /** Number of damaged entries before the next one, according to their headers. */
  #bad = 0;
  /** True if more entries than `#bad` may be damaged. */
  #isOpen = false;
  /** Losses before the first entry whose time is known. */
  #untimed: (readonly [seq: number, rows: number])[] = [];
  #rowsLost = 0;

  constructor({ segments, isFromStart }: StoredSegments, reader: StoredLogReader) {
    this.#reader = reader;
    this.#isFromStart = isFromStart;
    const last = segments.at(-1);
    this.#firstNumber = last ? last.number - segments.length + 1 : 0;
  }

  get firstNumber(): number {
    return this.#firstNumber;
  }

  segments(): Promise<Segment[]> {
    const segments = this.#walked.map(async ({ path, firstSeq = 0, rows, newPeers }) => {
      const size = await stat(path)
        .then(found => found.size)
        .catch(() => 0 /* unreadable, like its rows */);
      return new Segment(path, firstSeq, { bytes: size, rows, newPeers });
    });
    return Promise.all(segments);
  }

  segment({ path, clearedMs }: StoredSegmentFile): void {
    const walked = { path, firstSeq: undefined, rows: 0, newPeers: 0 };
    const after = this.#next === undefined ? 0 : this.#next + this.#bad;
    if (clearedMs !== undefined) this.#clears.push({ segment: walked, sinceMs: clearedMs, after, before: undefined });
    this.#walked.push(walked);
    this.#headless.push(walked);
    this.#expected = undefined;
  }

  /** Forgets the oldest segments until at most `maxRows` entries are left, if possible. Returns their paths. */
  drop(maxRows: number): string[] {
    const paths: string[] = [];
    while (this.#rows > maxRows) {
      const [oldest, next] = this.#walked;
      if (!oldest || next?.firstSeq === undefined) break;
      this.#walked.shift();
      this.#firstNumber++;
      this.#rows -= oldest.rows;
      paths.push(oldest.path);
      this.#reader.dropped(next.firstSeq);
    }
    return paths;
  }

  found(found: SegmentPart): void {
    switch (found.what) {
      case 'head':
        this.#head(found.head);
        break;
      case 'record':
        this.#record(found.header, found.offset, found.name);
        break;
      case 'badBody':
        if (isEntry(found.header.kind)) this.#badEntry();
        break;
      case 'damage':
        this.#isOpen = true;
    }
  }

  /** Ends the walk. `entries` is the minimum number of entries there were. */
  end(entries: number): WalkEnd {
    if (this.#next === undefined) this.#begin(0);
    const known = (this.#next ?? 0) + this.#bad;
    const isCut = this.#isOpen && entries <= known;
    this.#reach(Math.max(known, entries));
    this.#timed(Date.now());
    for (const unreadable of this.#headless) unreadable.firstSeq ??= this.#next;
    return { isCut, rowsLost: this.#rowsLost, clears: this.#clearsThatHide() };
  }

  /** Forgets cleared segments of which nothing is known. Returns their paths. */
  dropUnknown(): string[] {
    const isUnknown = (segment: WalkedSegment) =>
      this.#clears.some(({ segment: first, after, before = after }) => first === segment && before <= this.#start);
    const gone = this.#walked.splice(0, Math.max(0, this.#walked.findLastIndex(isUnknown)));
    this.#firstNumber += gone.length;
    return gone.map(({ path }) => path);
  }

  /** Returns the clears that hide more than the one before; the others can't be undone. */
  #clearsThatHide(): Clear[] {
    const clears: Clear[] = [];
    for (const { sinceMs, after, before = after } of this.#clears)
      if (before > (clears.at(-1)?.before ?? this.#start)) clears.push({ before, sinceMs });
    return clears;
  }

  #head({ firstSeq, clearedBefore, previousFirstSeq }: SegmentHead): void {
    if (!this.#isNumberPossible(firstSeq)) return;
    this.#expected = firstSeq;
    const [segment] = this.#walked.slice(-1);
    if (!segment || firstSeq < (this.#next ?? 0)) return;
    if (this.#next === undefined) {
      const isFirst = this.#walked.length === 1;
      this.#begin(isFirst ? firstSeq : Math.max(clearedBefore, Math.min(previousFirstSeq, firstSeq)));
    }
    for (const clear of this.#clears) clear.before ??= Math.min(firstSeq, Math.max(clearedBefore, clear.after));
    // Later heads may contain a position whose clear was undone.
    if (!this.#isClearedKnown) this.#reader.cleared(Math.min(clearedBefore, this.#start));
    this.#isClearedKnown = true;
    // Rows before `previousFirstSeq` were in earlier segments.
    this.#reach(Math.min(previousFirstSeq, firstSeq));
    for (const unreadable of this.#headless.splice(0)) unreadable.firstSeq ??= this.#next;
    this.#reach(firstSeq);
    segment.firstSeq = firstSeq;
  }

  #record(header: RecordHeader, offset: number, name: PeerName | undefined): void {
    const { kind, seq, time } = header;
    const isNewPeer = header.peer > this.#lastPeer;
    if (seq !== (this.#expected ?? seq) || !this.#isNumberPossible(seq) || !this.#isPeerPossible(header.peer)) {
      if (isEntry(kind)) this.#badEntry();
      return;
    }
    this.#expected = isEntry(kind) ? seq + 1 : seq;
    // A record that was already read: this file is a copy.
    if (seq < (this.#next ?? 0)) return;
    if (this.#next === undefined) this.#begin(seq);
    this.#reach(seq);
    const segment = this.#walked.length - 1;
    const walked = this.#walked[segment];
    if (walked && isNewPeer) walked.newPeers++;
    if (name) this.#name(header.peer, name);
    if (!isEntry(kind)) return;
    const named = this.#named.get(header.peer);
    if (named) this.#reader.peer(header.peer, named);
    this.#named.delete(header.peer);
    this.#timed(time);
    if (walked) walked.rows++;
    this.#rows++;
    this.#reader.entry({ ...header, kind }, { segment: this.#firstNumber + segment, offset });
    this.#next = seq + 1;
  }

  #isNumberPossible(seq: number): boolean {
    return isNumberPossible(seq, this.#next ?? 0, maxMissingRows);
  }

  #isPeerPossible(peer: number): boolean {
    if (!isNumberPossible(peer, this.#lastPeer, maxMissingPeers)) return false;
    this.#lastPeer = Math.max(this.#lastPeer, peer);
    return true;
  }

  #badEntry(): void {
    const seq = this.#expected;
    if (seq !== undefined) this.#expected = seq + 1;
    // Entries in a copy don't count.
    if (seq === undefined || seq >= (this.#next ?? 0)) this.#bad++;
  }

  #name(peer: number, name: PeerName): void {
    this.#named.set(peer, name);
    const [oldest] = this.#named.keys();
    if (this.#named.size > maxNamed && oldest !== undefined) this.#named.delete(oldest);
  }

  #begin(seq: number): void {
    this.#start = this.#isFromStart ? 0 : seq;
    this.#reader.start(this.#start);
    this.#next = this.#start;
  }

  /** Marks the entries before this one that haven't been read as lost. */
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
