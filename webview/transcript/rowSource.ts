/** The rows of a view, fetched by pages as they are shown. */
import type { ViewFilter } from '../../src/core/transcriptEntry.ts';
import type { PanelCalls, PanelRow } from '../../src/protocol/panelCalls.ts';

const pageRows = 50;
const keptPages = 40;

export type ViewCalls = Pick<PanelCalls, 'openView' | 'rows' | 'closeView'>;

export class RowSource {
  readonly #calls: ViewCalls;
  readonly #filter: ViewFilter;
  readonly #onRows: () => void;
  readonly #pages = new Map<number, readonly PanelRow[]>();
  readonly #fetching = new Set<number>();
  #view: Promise<number> | undefined;
  #count = 0;
  #refreshing = false;
  #stale = false;
  #closed = false;

  /** `onRows` is called whenever rows or the count changed. */
  constructor(calls: ViewCalls, filter: ViewFilter, onRows: () => void) {
    this.#calls = calls;
    this.#filter = filter;
    this.#onRows = onRows;
  }

  /** Rows in the view, as of the last answer. */
  get count(): number {
    return this.#count;
  }

  /** The row at a position of the view, when it is here. */
  at(index: number): PanelRow | undefined {
    return this.#pages.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  /** Fetches the rows from `first` to `last` that are not here. */
  need(first: number, last: number): void {
    for (let page = Math.floor(first / pageRows); page <= Math.floor(last / pageRows); page++) {
      const expected = Math.min(pageRows, this.#count - page * pageRows);
      if ((this.#pages.get(page)?.length ?? 0) < expected) void this.#fetch(page);
    }
  }

  /** The transcript changed: learns the new count and the newest rows. At most one such call is under way. */
  async refresh(): Promise<void> {
    this.#stale = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      await this.#fetch(Math.floor(this.#count / pageRows));
    }
    this.#refreshing = false;
  }

  /** The transcript was cleared. */
  reset(): void {
    this.#pages.clear();
    this.#count = 0;
  }

  close(): void {
    this.#closed = true;
    // A view that can't be closed has gone with its engine.
    this.#view?.then(view => this.#calls.closeView(view)).catch(() => undefined);
  }

  async #fetch(page: number): Promise<void> {
    if (this.#fetching.has(page) || this.#closed) return;
    this.#fetching.add(page);
    try {
      const view = await this.#opened();
      const { count, rows } = await this.#calls.rows(view, page * pageRows, pageRows);
      if (this.#closed) return;
      this.#count = count;
      this.#keep(page, rows);
      this.#onRows();
    } catch {
      // The view went with its engine; the next change opens a new one.
      this.#view = undefined;
    } finally {
      this.#fetching.delete(page);
    }
  }

  #opened(): Promise<number> {
    this.#view ??= this.#calls.openView(this.#filter).then(({ view, count }) => {
      this.#count = count;
      return view;
    });
    return this.#view;
  }

  #keep(page: number, rows: readonly PanelRow[]): void {
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) return;
      this.#pages.delete(oldest);
    }
  }
}
