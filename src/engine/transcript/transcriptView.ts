/** The rows of a transcript that meet a filter, and the matches of a search in them: found a slice at a time, as entries arrive. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Located, Row, ViewFilter, ViewPlace, ViewState } from '../../core/transcriptEntry.ts';
import { FrameSearch } from '../matching/frameSearch.ts';
import { PatternTimeout } from '../matching/patternThread.ts';
import { startOwned } from '../owned.ts';
import { entryFilter } from './entryFilter.ts';
import { LogWindow } from './logWindow.ts';
import { partitionPoint } from './partitionPoint.ts';
import { SeqList } from './seqList.ts';
import type { Transcript } from './transcript.ts';
import type { TranscriptIndex } from './transcriptIndex.ts';

const maxRows = 1000;
/** Maximum time that a slice may block the sockets. */
const sliceMs = 5;
/** Number of entries between two reads of the clock. */
const clockEvery = 128;
/** Number of bytes of a frame that count as one entry for the clock. */
const clockBytes = 4096;

/** Why a slice ended: nothing more to examine, time is up, an entry must be read first, or another thread is searching it. */
type SliceEnd =
  | { readonly why: 'done' | 'time' }
  | { readonly why: 'read'; readonly seq: number }
  | { readonly why: 'search'; readonly seq: number; readonly isFound: Promise<boolean> };

export class TranscriptView {
  readonly #transcript: Transcript;
  readonly #index: TranscriptIndex;
  readonly #peers: readonly string[] | undefined;
  readonly #filter: ViewFilter;
  #passes: ((seq: number) => boolean) | undefined;
  readonly #search: FrameSearch | undefined;
  readonly #onlyMatches: boolean;
  readonly #onProgress: () => void;
  readonly #window: LogWindow;
  readonly #passed = new SeqList();
  readonly #found = new SeqList();
  /** Entries whose rows were returned before it was known whether a later entry completes their last character. */
  readonly #unfinished = new Set<number>();
  #scanned = 0;
  #generation: number;
  #scanning = false;
  readonly #closing = new AbortController();
  /** Entries in which the search took too long. */
  readonly #slow = new SeqList();

  /** `onProgress` is called while it searches existing entries. @throws RangeError for an invalid search. */
  constructor(transcript: Transcript, filter: ViewFilter, onProgress: () => void = () => undefined) {
    this.#transcript = transcript;
    this.#index = transcript.index;
    this.#peers = filter.peers;
    this.#filter = filter;
    this.#passes = entryFilter(transcript.index, filter);
    const options = { owner: this, signal: this.#closing.signal };
    this.#search = filter.search && new FrameSearch(filter.search, transcript.encoding, options);
    this.#onlyMatches = filter.onlyMatches === true && this.#search !== undefined;
    this.#onProgress = onProgress;
    this.#window = new LogWindow(transcript.rows);
    this.#generation = transcript.index.generation;
    this.#scanned = transcript.index.first;
  }

  /** Returns the current contents; continues searching if there is more to search. */
  get state(): ViewState {
    this.#update();
    const first = this.#positionFrom(seq => seq < this.#index.first);
    this.#passed.forgetBefore(this.#passed.firstNot(seq => seq < this.#index.first));
    this.#found.forgetBefore(this.#firstFind);
    const slow = this.#slow.count - this.#slow.firstNot(seq => seq < this.#index.first);
    return {
      first,
      end: this.#list?.count ?? this.#index.count,
      matches: this.#found.count - this.#firstFind,
      scanned: this.#isTrivial ? this.#index.count : this.#scanned,
      total: this.#index.count,
      ...(slow > 0 && { slow }),
    };
  }

  /**
   * Returns up to 1,000 rows from a position, or from the first one still available (`from` says which), and the state they were read in.
   * `revised` contains the positions of rows returned earlier that show fewer bytes now. Each row has up to `frameBytes` bytes of its
   * frame.
   */
  async rows(
    from: number,
    count: number,
    frameBytes = 0,
  ): Promise<{ from: number; rows: Row[]; revised: number[]; state: ViewState }> {
    const generation = this.#index.generation;
    const revised = this.#takeRevised();
    for (;;) {
      const state = this.state;
      const start = Math.max(from, state.first);
      try {
        const end = Math.min(state.end, start + Math.min(count, maxRows));
        const rows = await this.#read(start, end, frameBytes);
        return { from: start, rows, revised, state };
      } catch (error) {
        // Cleared while reading: the requested rows are gone, which isn't an error. Dropped: those after them may still exist.
        if (generation !== this.#index.generation) return { from, rows: [], revised: [], state: this.state };
        if (this.state.first <= start) throw error;
      }
    }
  }

  /** Returns the position of a place; undefined if there is none (yet). */
  locate(place: ViewPlace): Located | undefined {
    this.#update();
    if ('match' in place) return this.#locateFind(place.match);
    if ('matchFrom' in place) {
      const find = this.#found.firstNot(seq => seq < place.matchFrom);
      return this.#locateFind(Math.max(0, find - this.#firstFind));
    }
    const isBefore =
      'seq' in place
        ? (seq: number) => seq < place.seq
        : (seq: number) => seq < this.#index.first || this.#index.time(seq) < place.time;
    const position = this.#positionFrom(isBefore);
    const seq = this.#seqAt(position);
    return seq === undefined ? undefined : { position, seq };
  }

  /** Stops searching. */
  close(): void {
    this.#closing.abort();
  }

  /** True if the view shows every entry and searches for nothing. */
  get #isTrivial(): boolean {
    return !this.#passes && !this.#search;
  }

  /** The shown rows; undefined if all entries are shown. */
  get #list(): SeqList | undefined {
    if (this.#onlyMatches) return this.#found;
    return this.#passes && this.#passed;
  }

  /** Position of the first match that still exists. */
  get #firstFind(): number {
    return this.#found.firstNot(seq => seq < this.#index.first);
  }

  #seqAt(position: number): number | undefined {
    if (this.#list) return this.#list.at(position);
    return position < this.#index.count ? position : undefined;
  }

  /** Returns the position of the first shown entry for which `isBefore` is false. */
  #positionFrom(isBefore: (seq: number) => boolean): number {
    if (this.#list) return this.#list.firstNot(isBefore);
    return partitionPoint(this.#index.first, this.#index.count, isBefore);
  }

  #locateFind(match: number): Located | undefined {
    const seq = this.#found.at(this.#firstFind + match);
    if (seq === undefined) return undefined;
    return { position: this.#positionFrom(one => one < seq), seq, match };
  }

  async #read(from: number, to: number, frameBytes: number): Promise<Row[]> {
    const rows: Row[] = [];
    let until = performance.now() + sliceMs;
    for (let at = from; at < to; at++) {
      const seq = this.#seqAt(at);
      if (seq === undefined) break;
      if (this.#transcript.isUnfinished(seq)) this.#unfinished.add(seq);
      rows.push(await this.#transcript.rows.row(seq, this.#search, frameBytes));
      // Reading entries in memory never yields, so yield explicitly.
      if (performance.now() < until) continue;
      await nextTurn();
      until = performance.now() + sliceMs;
    }
    return rows;
  }

  /** Returns the positions of rows whose last character has been completed by a later entry since they were returned. */
  #takeRevised(): number[] {
    const { first, count } = this.#index;
    const decided = [...this.#unfinished].filter(seq => !this.#transcript.isUnfinished(seq));
    for (const seq of decided) this.#unfinished.delete(seq);
    const carried = decided.filter(seq => seq >= first && seq < count && this.#index.entry(seq).carryOut > 0);
    return carried.map(seq => this.#positionFrom(one => one < seq));
  }

  /** Examines new entries: one slice immediately, the rest in later turns. */
  #update(): void {
    if (!this.#scanning) this.#startAnewAfterClear();
    if (this.#isTrivial || this.#scanning) return;
    const end = this.#scanSlice();
    if (end.why === 'done') return;
    const failed = () => {
      this.#scanning = false;
    };
    startOwned({ failed }, 'transcriptView.scan', () => this.#scanOn(end));
  }

  async #scanOn(end: SliceEnd): Promise<void> {
    this.#scanning = true;
    while (end.why !== 'done') {
      if (end.why === 'read') await this.#load(end.seq);
      else if (end.why === 'search') await this.#takeFound(end.seq, end.isFound);
      else await nextTurn();
      if (this.#closing.signal.aborted) break;
      const next = this.#scanSlice();
      // Reported after each full slice, not after each window that was read.
      if (next.why !== 'read') this.#onProgress();
      end = next;
    }
    this.#scanning = false;
  }

  async #load(seq: number): Promise<void> {
    const { generation } = this.#index;
    try {
      await this.#window.load(this.#index.entry(seq));
    } catch (error) {
      const isGone = seq < this.#index.first || generation !== this.#index.generation;
      // An unreadable row can't be searched, but it exists.
      if (!isGone && error instanceof Error) this.#scanned = Math.max(this.#scanned, seq + 1);
    }
  }

  /** Takes over the pattern thread's result for an entry, unless the entry has been removed meanwhile. */
  async #takeFound(seq: number, searching: Promise<boolean>): Promise<void> {
    const { generation } = this.#index;
    const isFound = await searching.catch((error: unknown) => this.#skip(seq, error));
    if (generation !== this.#index.generation || seq < this.#index.first) return;
    if (isFound) this.#found.push(seq);
    if (isFound === undefined) this.#slow.push(seq);
    if (this.#passes) this.#passed.push(seq);
    this.#scanned = seq + 1;
  }

  /** Counts an entry that can't be searched as not matching. */
  #skip(seq: number, error: unknown): undefined {
    if (error instanceof PatternTimeout || this.#closing.signal.aborted) return;
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#transcript.event({ code: 'patternFailed', bytes: this.#index.length(seq), detail });
  }

  #scanSlice(): SliceEnd {
    this.#startAnewAfterClear();
    this.#scanned = Math.max(this.#scanned, this.#index.first);
    const until = performance.now() + sliceMs;
    const firstSeq = this.#peers ? this.#index.firstSeqOf(this.#peers) : 0;
    let work = 0;
    for (; this.#scanned < this.#index.count; this.#scanned++) {
      if (work >= clockEvery) {
        if (performance.now() > until) return { why: 'time' };
        work = 0;
      }
      work++;
      // Entries before a peer's first one are examined only if they are the endpoint's own.
      if (this.#scanned < firstSeq) this.#scanned = Math.min(firstSeq, this.#index.ownFrom(this.#scanned));
      const seq = this.#index.nextShown(this.#scanned);
      this.#scanned = seq;
      if (seq >= this.#index.count) break;
      if (this.#passes && !this.#passes(seq)) continue;
      if (this.#search) {
        const entry = this.#index.entry(seq);
        const bytes = entry.direction === 'event' ? undefined : this.#window.bytes(entry);
        if (!bytes && entry.direction !== 'event') return { why: 'read', seq };
        const isFound = bytes !== undefined && this.#search.test(bytes);
        if (isFound instanceof Promise) return { why: 'search', seq, isFound };
        if (isFound === true) this.#found.push(seq);
        work += (bytes?.length ?? 0) / clockBytes;
      }
      if (this.#passes) this.#passed.push(seq);
    }
    return { why: 'done' };
  }

  #startAnewAfterClear(): void {
    if (this.#generation === this.#index.generation) return;
    this.#generation = this.#index.generation;
    this.#passes = entryFilter(this.#index, this.#filter);
    this.#passed.clear();
    this.#found.clear();
    this.#slow.clear();
    this.#scanned = this.#index.first;
  }
}
