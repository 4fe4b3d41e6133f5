/**
 * Positions the rows of a long list. Only visible rows are laid out, starting from an anchor: one row and the position
 * of its top. The scrollbar is proportional to row numbers, not to pixels, so a list may be longer than the tallest
 * possible element (33 million px).
 */
import { RowHeights } from './rowHeights.ts';

export interface PlacedRow {
  readonly position: number;
  /** Offset in pixels from the top of the visible part. */
  readonly top: number;
}

/** Extent of the list at this moment. */
export interface RowRange {
  /** Position of the first row. */
  readonly first: number;
  /** Position after the last row. */
  readonly end: number;
}

/** Height of the area beyond the visible part, on either side, in which rows are laid out. */
const overscanPixels = 200;
/** Space above the first row and below the last. */
const paddingPixels = 8;
/** Maximum length of the scrollbar's track: a longer one wouldn't be more precise. */
const maxTrackPixels = 4_000_000;
/** Maximum number of rows for which the track is as long as all rows together. */
const exactRows = 500;

export class RowLayout {
  #range: RowRange = { first: 0, end: 0 };
  #viewport = 0;
  readonly #heights = new RowHeights();
  #anchor: PlacedRow = { position: 0, top: paddingPixels };
  #fewAtBottom = false;
  #follows = true;
  #selected: number | undefined;
  /**
   * The kept row, and whether the list followed, before row heights changed; set until the new heights have been
   * measured.
   */
  #before: { readonly row: PlacedRow; readonly follows: boolean } | undefined;

  /** Whether the last row stays visible when more are added. */
  get follows(): boolean {
    return this.#follows;
  }

  /** Whether the end of the last row is visible, so that there are no rows below. */
  get showsEnd(): boolean {
    return this.#range.end <= this.#range.first || this.isInSight(this.#range.end - 1, 'end');
  }

  /**
   * Selects a row. While it is visible, it stays in place when row heights change; otherwise the row at the top does.
   */
  select(position: number | undefined): void {
    this.#selected = position;
  }

  /**
   * Sets the height of the visible part, the estimated height of rows that haven't been measured, and the alignment of
   * rows that don't fill the visible part.
   */
  resize(viewport: number, estimate: number, fewAtBottom: boolean): void {
    if (estimate !== this.#heights.estimate) this.#keepingPlace(() => this.#heights.forget(estimate));
    this.#viewport = viewport;
    this.#fewAtBottom = fewAtBottom;
  }

  setRange(range: RowRange): void {
    // Newer rows move earlier ones up, but the list continues to follow.
    if (range.end !== this.#range.end && this.#before?.follows) this.#before = undefined;
    this.#range = range;
  }

  /** Forgets measured heights, because rows are rendered differently from now on. */
  forgetHeights(): void {
    this.#keepingPlace(() => this.#heights.forget());
  }

  /** Starts another list, at its end. */
  reset(): void {
    this.#heights.forget();
    this.#before = undefined;
    this.#follows = true;
  }

  /** Returns whether the height differs from what was known. */
  measured(position: number, height: number): boolean {
    if (this.#heights.isKnown(position, height)) return false;
    this.#keepingPlace(() => this.#heights.measured(position, height));
    return true;
  }

  /**
   * Call once the visible rows have been measured. Puts the kept row, which estimated heights may have moved, back in
   * its place. A list that follows moves up when its rows grow; it stops following if that has hidden the selected row.
   * Returns whether rows were moved.
   */
  keepPlace(): boolean {
    if (!this.#before) return false;
    const { row, follows } = this.#before;
    this.#before = undefined;
    const top = this.#topOf(row.position);
    const isInSight = top !== undefined && top >= 0 && top < this.#viewport;
    if (follows && (row.position !== this.#selected || isInSight)) return false;
    this.#putAt(row);
    this.#settle();
    return this.#topOf(row.position) !== top;
  }

  /** Returns the visible rows and those slightly beyond, in order. */
  place(): PlacedRow[] {
    const { first, end } = this.#range;
    if (end <= first || this.#viewport === 0) return [];
    this.#settle();
    const placed: PlacedRow[] = [];
    let { position, top } = this.#anchor;
    while (position > first && top > -overscanPixels) {
      position--;
      top -= this.#height(position);
    }
    for (; position < end && top < this.#viewport + overscanPixels; position++) {
      placed.push({ position, top });
      top += this.#height(position);
    }
    return placed;
  }

  /** Scrolls by this many pixels; down is positive. */
  moveBy(pixels: number): void {
    this.#before = undefined;
    this.#settle();
    this.#follows = false;
    this.#anchor = { position: this.#anchor.position, top: this.#anchor.top - pixels };
    this.#settle();
    if (pixels > 0 && this.#isAtEnd) this.#follows = true;
  }

  toEnd(): void {
    this.#before = undefined;
    this.#follows = true;
  }

  /** Scrolls a row into view: to the top, to the middle, or by the shortest distance if it is near. */
  show(position: number, align: 'top' | 'middle' | 'nearest'): void {
    const { first, end } = this.#range;
    const row = Math.max(first, Math.min(end - 1, position));
    const placed = this.place().find(one => one.position === row);
    const height = this.#height(row);
    this.#before = undefined;
    this.#follows = false;
    const lowest = this.#viewport - height - paddingPixels;
    const near = align === 'nearest' && placed ? placed.top : (this.#viewport - height) / 2;
    const top = align === 'top' ? 0 : Math.max(paddingPixels, Math.min(near, lowest));
    this.#anchor = { position: row, top };
    this.#settle();
  }

  /** Puts a row where it was in another list of the same rows. */
  hold(row: PlacedRow): void {
    this.#before = undefined;
    const followed = this.#follows;
    this.#putAt(row);
    this.#settle();
    if (followed && this.#isAtEnd) this.#follows = true;
  }

  /** Scrolls a row into view by the shortest distance. If it is the last row, the list follows from then on. */
  reveal(position: number): void {
    this.show(position, 'nearest');
    if (position === this.#range.end - 1) this.toEnd();
  }

  /** Whether a row is visible: all of it, some of it, or its end. */
  isInSight(position: number, how: 'all' | 'some' | 'end'): boolean {
    const top = this.#topOf(position) ?? Number.NaN;
    const bottom = top + this.#height(position);
    if (how === 'some') return bottom > 0 && top < this.#viewport;
    if (how === 'end') return bottom <= this.#viewport;
    return top >= 0 && bottom <= this.#viewport;
  }

  /**
   * Returns the row that stays in place: the selected one if its beginning is visible, otherwise the first row whose
   * beginning is visible, or the one that fills the view.
   */
  get keptRow(): PlacedRow | undefined {
    const inSight = this.place().filter(
      ({ position, top }) => top < this.#viewport && top + this.#height(position) > 0,
    );
    const beginning = inSight.filter(({ top }) => top >= 0);
    return beginning.find(({ position }) => position === this.#selected) ?? beginning[0] ?? inSight[0];
  }

  /** The row at the top of the visible part. */
  get topPosition(): number {
    return Math.floor(this.#topIndex(this.#anchor));
  }

  /** Height of the scrollbar's track in pixels, and the position of its thumb. */
  get track(): { height: number; top: number } {
    const height = this.#trackHeight;
    const [start, end] = [this.#range.first, this.#endIndex()];
    const share = end > start ? (this.#topIndex(this.#anchor) - start) / (end - start) : 0;
    return { height, top: Math.max(0, Math.min(1, share)) * Math.max(0, height - this.#viewport) };
  }

  /** Called when the user has moved the thumb. */
  moveThumb(top: number): void {
    this.#before = undefined;
    const distance = Math.max(1, this.#trackHeight - this.#viewport);
    const share = Math.max(0, Math.min(1, top / distance));
    const index = this.#range.first + share * (this.#endIndex() - this.#range.first);
    const position = Math.floor(index);
    const padding = position === this.#range.first ? paddingPixels : 0;
    this.#anchor = { position, top: padding - (index - position) * this.#height(position) };
    this.#follows = share > 0.999_999;
    this.#settle();
  }

  /** Changes heights, and keeps the kept row in place. */
  #keepingPlace(change: () => void): void {
    const row = this.keptRow;
    if (row) this.#before ??= { row, follows: this.#follows };
    change();
    if (this.#before?.follows === false) this.#putAt(this.#before.row);
  }

  /** Puts a row in place. If only the end of a row is visible, that may be taller than the whole row is now. */
  #putAt({ position, top }: PlacedRow): void {
    this.#follows = false;
    this.#anchor = { position, top: Math.max(top, 1 - this.#height(position)) };
  }

  #topOf(position: number): number | undefined {
    return this.place().find(row => row.position === position)?.top;
  }

  /** Keeps the anchor on an existing row, with no gap above the first row or below the last. */
  #settle(): void {
    const { first, end } = this.#range;
    const last = this.#endAnchor();
    // If all rows are visible, the list can't scroll.
    if (last.position === first && last.top >= paddingPixels) this.#follows = true;
    if (this.#follows) {
      this.#anchor = last;
      return;
    }
    let { position, top } = this.#anchor;
    if (position < first) [position, top] = [first, paddingPixels];
    if (position >= end) [position, top] = [Math.max(first, end - 1), 0];
    // Make the first visible row the anchor, so that distant rows are never processed twice.
    while (position > first && top > 0) {
      position--;
      top -= this.#height(position);
    }
    while (position < end - 1 && top + this.#height(position) <= 0) {
      top += this.#height(position);
      position++;
    }
    if (position === first) top = Math.min(top, paddingPixels);
    this.#anchor = { position, top };
    if (this.#topIndex(this.#anchor) > this.#topIndex(last)) this.#anchor = last;
  }

  get #isAtEnd(): boolean {
    return this.#topIndex(this.#anchor) >= this.#topIndex(this.#endAnchor()) - 0.01;
  }

  /** Returns the anchor at which the last row ends at the bottom of the view; the first row at the top if all fit. */
  #endAnchor(): PlacedRow {
    const { first, end } = this.#range;
    let top = this.#viewport - paddingPixels;
    let position = end;
    while (position > first && top > 0) {
      position--;
      top -= this.#height(position);
    }
    const isFew = position === first && top > paddingPixels;
    return isFew && !this.#fewAtBottom ? { position, top: paddingPixels } : { position, top };
  }

  /** Returns the index of the row at the top of the visible part, including the fraction scrolled out. */
  #topIndex({ position, top }: PlacedRow): number {
    return (
      position -
      Math.min(0, position === this.#range.first ? top - paddingPixels : top) / Math.max(1, this.#height(position))
    );
  }

  #endIndex(): number {
    return this.#topIndex(this.#endAnchor());
  }

  get #trackHeight(): number {
    const { first, end } = this.#range;
    let height = (end - first) * this.#heights.estimate;
    if (end - first <= exactRows) {
      height = 2 * paddingPixels;
      for (let position = first; position < end; position++) height += this.#height(position);
    }
    return Math.max(this.#viewport, Math.min(maxTrackPixels, height));
  }

  #height(position: number): number {
    return this.#heights.of(position);
  }
}
