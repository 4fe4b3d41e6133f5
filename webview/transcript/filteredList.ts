/** The rows that a query accepts: a source that another query replaces, with the selected row or the top one staying in its place. */
import type { ViewFilter, ViewPlace } from '../../src/core/transcriptEntry.ts';
import { filterOf, filtersToTry, type ViewQuery } from '../find/viewQuery.ts';
import { host } from '../hostCalls.ts';
import type { Finder } from './finder.ts';
import type { PlacedRow } from './rowGeometry.ts';
import type { RowLayout } from './rowLayout.ts';
import type { RowSelection } from './rowSelection.ts';
import { RowSource } from './rowSource.ts';

export interface FilteredListParts {
  readonly layout: RowLayout;
  readonly finder: Finder;
  readonly selected: RowSelection;
  /** Discards everything known about the rows of the list before. */
  forgetRows(): void;
  /** Rows were fetched, or the list has grown. */
  onRows(source: RowSource): void;
  onTrouble(message: string): void;
  draw(): void;
}

/** Position of a row in a list that another one replaces. */
interface KeptPlace {
  readonly seq: number;
  readonly top: number;
  readonly isSelected: boolean;
  readonly follows: boolean;
}

export class FilteredList {
  source: RowSource | undefined;
  readonly #parts: FilteredListParts;
  #filter = '';
  /** The filter with which a view was last opened. */
  #accepted: ViewFilter | undefined;

  constructor(parts: FilteredListParts) {
    this.#parts = parts;
  }

  /** The first visible entry. */
  get topSeq(): number {
    return this.source?.at(this.#parts.layout.topPosition)?.seq ?? 0;
  }

  /** Whether the list is the one that the query asks for. */
  shows(query: ViewQuery): boolean {
    return this.source !== undefined && this.#filter === JSON.stringify(filterOf(query));
  }

  /**
   * Whether there is nothing to show: the whole transcript was filtered and no row is left, or the engine is still
   * reading it (`isReading`) and none has been fetched.
   */
  isEmpty(isReading = false): boolean {
    const { first, end } = this.source?.state ?? { first: 0, end: 0 };
    return first === end && (isReading || this.source?.progress === 1);
  }

  /** Fetches what is about to be shown, and the previous row, with which the first one is compared. `see` gets the peers' addresses. */
  fetch(rows: readonly PlacedRow[], see: (address: string) => void): void {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first && last) this.source?.need(Math.max(this.source.state.first, first.position - 1), last.position);
    for (const { position } of rows) {
      const address = this.source?.at(position)?.peer?.address;
      if (address !== undefined) see(address);
    }
  }

  /** Returns the position of a place, or one behind the end if there is no such place; undefined if another list is shown meanwhile. */
  async positionOf(place: ViewPlace): Promise<number | undefined> {
    const { source } = this;
    const found = await source?.locate(place);
    return source === this.source ? (found?.position ?? Number.MAX_SAFE_INTEGER) : undefined;
  }

  /** Scrolls a row into view, even if the list hasn't been drawn since it contains that row. */
  show(position: number, align: 'top' | 'middle' | 'nearest'): void {
    const { layout, draw } = this.#parts;
    if (this.source) layout.setRange(this.source.state);
    layout.show(position, align);
    draw();
  }

  /** Opens another list. `frameBytes` is the part of each message that is fetched. */
  open(query: ViewQuery, frameBytes: number): void {
    const { finder, forgetRows, onRows, onTrouble } = this.#parts;
    const kept = this.#keptPlace();
    // Continued typing stays at the current match as long as it is one.
    const searched = query.needle ? (finder.currentSeq ?? this.topSeq) : undefined;
    this.#accepted = this.source?.accepted ?? this.#accepted;
    this.source?.close();
    const filter = filterOf(query);
    this.#filter = JSON.stringify(filter);
    forgetRows();
    const events = {
      changed: () => source === this.source && onRows(source),
      refused: (message: string) => finder.refused(message),
      failed: onTrouble,
    };
    const source = new RowSource(host, filtersToTry(filter, this.#accepted), events, frameBytes);
    this.source = source;
    finder.begin(source, searched);
    void source.refresh().then(() => (kept === undefined ? undefined : this.#keepPlace(source, kept)));
  }

  close(): void {
    this.source?.close();
    this.source = undefined;
  }

  /** Undefined while the list follows the newest row and none is selected. */
  #keptPlace(): KeptPlace | undefined {
    const { layout, selected } = this.#parts;
    const { keptRow, follows } = layout;
    const seq = keptRow && this.source?.at(keptRow.position)?.seq;
    if (seq === undefined) return undefined;
    const isSelected = keptRow?.position === selected.position;
    return follows && !isSelected ? undefined : { seq, top: keptRow?.top ?? 0, isSelected, follows };
  }

  /** Puts a row where it was in an earlier list, unless a match is shown meanwhile. */
  async #keepPlace(source: RowSource, kept: KeptPlace): Promise<void> {
    const { layout, finder, selected, draw } = this.#parts;
    const found = await source.locate({ seq: kept.seq });
    if (source !== this.source || finder.currentSeq !== undefined) return;
    const isThere = found?.seq === kept.seq;
    if (isThere && kept.isSelected) selected.position = found.position;
    if (kept.follows && !isThere) return;
    // The new list may not have been drawn yet: a place beyond the end of the old one would be lost.
    layout.setRange(source.state);
    layout.hold({ position: found?.position ?? Number.MAX_SAFE_INTEGER, top: kept.top });
    draw();
  }
}
