/**
 * The rows of a view, fetched in pages as they are shown. Positions are the view's, and don't change when old rows are
 * removed.
 */
import { TextError } from '../../src/core/phrase.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { Located, ViewFilter, ViewPlace, ViewState } from '../../src/core/transcriptEntry.ts';
import type { PanelCalls, PanelRow } from '../../src/protocol/panelCalls.ts';
import { errorText } from '../errorText.ts';

const pageRows = 50;
const keptPages = 40;
/**
 * Interval at which newer rows are fetched while there are always more, under heavy traffic. The editor beside the
 * panel gets the rest of the time.
 */
const catchUpMs = 250;
/** Error codes for a view that ended without being closed by its page. */
const ends: ReadonlySet<string> = new Set(['NO_VIEW', 'NO_ENDPOINT', 'ENGINE_STOPPED']);
const nothing: ViewState = { first: 0, end: 0, matches: 0, scanned: 0, total: 0 };

export type ViewCalls = Pick<PanelCalls, 'openView' | 'rows' | 'locate' | 'closeView'>;

/** A row, and its predecessor if that has been fetched. */
export interface RowPair {
  readonly row: PanelRow;
  readonly previous: PanelRow | undefined;
}

export interface RowSourceEvents {
  /** Called when rows arrived, or the view's state has changed. */
  changed(): void;
  /** Called when the view of the first filter can't be opened because its search is invalid. */
  refused(message: string): void;
  /** Called when the view can't be opened or read, for a reason other than its search. */
  failed(message: string): void;
}

export class RowSource {
  readonly #calls: ViewCalls;
  readonly #filters: readonly ViewFilter[];
  readonly #events: RowSourceEvents;
  readonly #pages = new Map<number, ReadonlyMap<number, PanelRow>>();
  /** Pages whose rows have fewer bytes than are needed now. */
  readonly #outdated = new Set<number>();
  #frameBytes: number;
  readonly #fetching = new Map<number, Promise<void>>();
  #view: Promise<number> | undefined;
  #number: number | undefined;
  #accepted: ViewFilter | undefined;
  #state = nothing;
  /** End of the view. `#state` ends with the newest fetched rows: under heavy traffic, there are always newer ones. */
  #end = 0;
  #catchUp: ReturnType<typeof setTimeout> | undefined;
  #refreshing = false;
  #stale = false;
  #closed = false;

  /**
   * If the view can't be opened with a filter, the next filter is tried, so that an invalid search hides no rows. Rows
   * are fetched with up to `frameBytes` bytes of their frames.
   */
  constructor(calls: ViewCalls, filters: readonly ViewFilter[], events: RowSourceEvents, frameBytes = 0) {
    this.#calls = calls;
    this.#filters = filters;
    this.#events = events;
    this.#frameBytes = frameBytes;
  }

  /** Filter with which the view was opened; undefined before that. */
  get accepted(): ViewFilter | undefined {
    return this.#accepted;
  }

  /** State of the view, according to the last answer. */
  get state(): ViewState {
    return this.#state;
  }

  /** Fraction of the transcript that has been searched, 0 to 1. */
  get progress(): number {
    const { scanned, total } = this.#state;
    if (this.#number === undefined) return 0;
    return total === 0 ? 1 : scanned / total;
  }

  /** Returns the row at a position of the view, if it has been fetched. */
  at(position: number): PanelRow | undefined {
    return this.#pages.get(Math.floor(position / pageRows))?.get(position);
  }

  /**
   * Returns the row at a position and its predecessor, as far as they have been fetched; undefined if the row hasn't.
   */
  pairAt(position: number): RowPair | undefined {
    const row = this.at(position);
    return row && { row, previous: this.at(position - 1) };
  }

  /**
   * Sets the number of bytes of their frames with which rows are fetched. Fetched rows stay until they are replaced.
   */
  set frameBytes(bytes: number) {
    if (bytes > this.#frameBytes) for (const page of this.#pages.keys()) this.#outdated.add(page);
    this.#frameBytes = bytes;
  }

  /** Fetches the missing rows from `first` to `last`. */
  need(first: number, last: number): void {
    for (let page = Math.floor(first / pageRows); page <= Math.floor(last / pageRows); page++) {
      const from = Math.max(this.#state.first, page * pageRows);
      const expected = Math.min(this.#state.end, (page + 1) * pageRows) - from;
      if ((this.#pages.get(page)?.size ?? 0) < expected || this.#outdated.has(page)) void this.#fetch(page);
    }
  }

  /**
   * Fetches the new count and the newest rows, because the transcript has changed. At most one such call is in
   * progress, and none while a later catch-up is scheduled.
   */
  async refresh(): Promise<void> {
    if (this.#catchUp !== undefined) return;
    this.#stale = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      await this.#opened().catch(() => undefined /* reported when it is fetched */);
      await this.#fetchNewest();
      if (this.#state.end < this.#end) await this.#fetchNewest();
      if (this.#state.end < this.#end) this.#catchUpLater();
    }
    this.#refreshing = false;
  }

  #catchUpLater(): void {
    this.#catchUp ??= setTimeout(() => {
      this.#catchUp = undefined;
      void this.refresh();
    }, catchUpMs);
  }

  async #fetchNewest(): Promise<void> {
    const newest = Math.floor(Math.max(0, this.#end - 1) / pageRows);
    // A pending request may have been answered before the transcript changed.
    await this.#fetching.get(newest);
    const isShort = this.#end - newest * pageRows < pageRows / 2;
    if (isShort && newest > 0) this.need((newest - 1) * pageRows, newest * pageRows - 1);
    await this.#fetch(newest);
  }

  /** Called when the view with this number has found more. */
  viewChanged(view: number): void {
    if (view === this.#number) void this.refresh();
  }

  /** Returns where a place is in the view; undefined if it isn't there (yet). */
  async locate(place: ViewPlace): Promise<Located | undefined> {
    try {
      return await this.#calls.locate(await this.#opened(), place);
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** Forgets all rows, because the transcript was cleared, or a clear was undone. */
  reset(): void {
    this.#pages.clear();
    this.#outdated.clear();
    this.#state = nothing;
    this.#end = 0;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#catchUp);
    this.#forgetView();
  }

  #forgetView(): void {
    // If the view can't be closed, it has ended with its engine.
    this.#view?.then(view => this.#calls.closeView(view)).catch(() => undefined);
    this.#view = undefined;
    this.#number = undefined;
    // There are no more rows to catch up with.
    this.#end = this.#state.end;
  }

  #fetch(page: number): Promise<void> {
    const known = this.#fetching.get(page);
    if (known !== undefined) return known;
    const fetched = this.#fetchPage(page).finally(() => this.#fetching.delete(page));
    this.#fetching.set(page, fetched);
    return fetched;
  }

  async #fetchPage(page: number): Promise<void> {
    if (this.#closed) return;
    try {
      const view = await this.#opened();
      const frameBytes = this.#frameBytes;
      const answer = await this.#calls.rows(view, page * pageRows, pageRows, frameBytes);
      const { from, rows, revised, ...state } = answer;
      if (this.#closed) return;
      this.#keep(page, from, rows);
      // More bytes may be needed since the page was requested.
      if (frameBytes < this.#frameBytes) this.#outdated.add(page);
      this.#end = state.end;
      const end = this.at(state.end - 1) ? state.end : Math.max(state.first, this.#state.end, from + rows.length);
      this.#state = { ...state, end: Math.min(end, state.end) };
      this.#events.changed();
      this.#fetchAgain(revised, page);
    } catch (error) {
      this.#report(error);
      // The next change opens a new view.
      this.#forgetView();
    }
  }

  /** Fetches pages with these positions again if they were fetched, except for the one that just arrived. */
  #fetchAgain(positions: readonly number[], newest: number): void {
    const pages = new Set(positions.map(position => Math.floor(position / pageRows)));
    pages.delete(newest);
    for (const page of pages) {
      // A pending answer may have been created before the rows changed.
      if (this.#fetching.has(page) || this.#pages.has(page))
        void Promise.resolve(this.#fetching.get(page)).then(() => this.#fetch(page));
    }
  }

  /** Reports an error, unless the view ended with its engine, endpoint or page. */
  #report(error: unknown): void {
    if (this.#closed || hasEnded(error)) return;
    if (error instanceof TextError) this.#events.refused(errorText(error));
    else this.#events.failed(errorText(error));
  }

  #opened(): Promise<number> {
    this.#view ??= this.#open();
    return this.#view;
  }

  async #open(): Promise<number> {
    const { view, state } = await this.#openFirst(this.#filters);
    this.#state = state;
    this.#end = state.end;
    this.#number = view;
    return view;
  }

  /** Opens a view with the first filter that is accepted; otherwise rejects with the error of the last one. */
  async #openFirst([filter = {}, ...others]: readonly ViewFilter[]): ReturnType<ViewCalls['openView']> {
    try {
      const opened = await this.#calls.openView(filter);
      this.#accepted = filter;
      return opened;
    } catch (error) {
      if (this.#closed || hasEnded(error) || others.length === 0) throw error;
      this.#report(error);
      return this.#openFirst(others);
    }
  }

  #keep(page: number, from: number, rows: readonly PanelRow[]): void {
    this.#pages.delete(page);
    this.#outdated.delete(page);
    this.#pages.set(page, new Map(rows.map((row, at) => [from + at, row])));
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) return;
      this.#pages.delete(oldest);
      this.#outdated.delete(oldest);
    }
  }
}

function hasEnded(error: unknown): boolean {
  return error instanceof SocketError && ends.has(error.code);
}
