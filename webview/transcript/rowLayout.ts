/**
 * Where the rows of a long list stand. Only rows in sight are laid out, from an anchor: one row and where its top is. The scrollbar is
 * proportional to the rows' numbers, not to their pixels, so a list may be longer than a browser's tallest element (33 million pixels).
 */
import { RowHeights } from './rowHeights.ts';

export interface PlacedRow {
  readonly position: number;
  /** Pixels from the top of what is in sight. */
  readonly top: number;
}

/** The list at this moment. */
export interface RowRange {
  /** Position of the first row. */
  readonly first: number;
  /** Position after the last row. */
  readonly end: number;
}

/** Rows laid out beyond what is in sight, on either side. */
const overscanPixels = 200;
/** Space above the first row and below the last. */
const paddingPixels = 8;
/** Where the button to the newest row stands, at the bottom of a list whose end is out of sight. */
const buttonPixels = 44;
/** The scrollbar's track is never longer: more would not make it finer. */
const maxTrackPixels = 4_000_000;
/** Lists up to this long are measured row by row for their track. */
const exactRows = 500;

export class RowLayout {
  #range: RowRange = { first: 0, end: 0 };
  #viewport = 0;
  readonly #heights = new RowHeights();
  #anchor: PlacedRow = { position: 0, top: paddingPixels };
  #fewAtBottom = false;
  #follows = true;
  #selected: number | undefined;
  /** The row that is kept and whether the list followed, before rows got other heights, until those are measured. */
  #before: { readonly row: PlacedRow; readonly follows: boolean } | undefined;

  /** The last row stays in sight when more come. */
  get follows(): boolean {
    return this.#follows;
  }

  /** Whether the last row ends in sight, so that there is nothing below. */
  get showsEnd(): boolean {
    return this.#range.end <= this.#range.first || this.isInSight(this.#range.end - 1, 'end');
  }

  /** While it is in sight, this row stays where it is before row heights changed; otherwise the row at the top does. */
  select(position: number | undefined): void {
    this.#selected = position;
  }

  /** How high the window is, how high a row that was not measured yet probably is, and where rows stand that don't fill the window. */
  resize(viewport: number, estimate: number, fewAtBottom: boolean): void {
    if (estimate !== this.#heights.estimate) this.#keepingPlace(() => this.#heights.forget(estimate));
    this.#viewport = viewport;
    this.#fewAtBottom = fewAtBottom;
  }

  setRange(range: RowRange): void {
    // Newer rows move those before them up, which is no reason to stop following.
    if (range.end !== this.#range.end && this.#before?.follows) this.#before = undefined;
    this.#range = range;
  }

  /** Forgets what was measured: rows are drawn differently from now on. */
  forgetHeights(): void {
    this.#keepingPlace(() => this.#heights.forget());
  }

  /** Begins another list, at its end. */
  reset(): void {
    this.#heights.forget();
    this.#before = undefined;
    this.#follows = true;
  }

  /** Whether it is another height than was known. */
  measured(position: number, height: number): boolean {
    if (this.#heights.isKnown(position, height)) return false;
    this.#keepingPlace(() => this.#heights.measured(position, height));
    return true;
  }

  /**
   * To be called once the rows in sight are measured: puts the row that is kept back in its place, which estimated heights may have moved. A list
   * that follows moves up when its rows grow; it stops following if that took the selected row out of sight. Returns whether rows were moved.
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

  /** The rows in sight and a little beyond, in order. */
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

  /** Moves what is in sight by pixels; down is positive. */
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

  /** Brings a row into sight: at the top, in the middle, or by the shortest way where it is near. */
  show(position: number, align: 'top' | 'middle' | 'nearest'): void {
    const { first, end } = this.#range;
    const row = Math.max(first, Math.min(end - 1, position));
    const placed = this.place().find(one => one.position === row);
    const height = this.#height(row);
    this.#before = undefined;
    this.#follows = false;
    const lowest = this.#viewport - height - (row === end - 1 ? paddingPixels : buttonPixels);
    const near = align === 'nearest' && placed ? placed.top : (this.#viewport - height) / 2;
    const top = align === 'top' ? 0 : Math.max(paddingPixels, Math.min(near, lowest));
    this.#anchor = { position: row, top };
    this.#settle();
  }

  /** Puts a row where it stood in another list of the same rows. */
  hold(row: PlacedRow): void {
    this.#before = undefined;
    const followed = this.#follows;
    this.#putAt(row);
    this.#settle();
    if (followed && this.#isAtEnd) this.#follows = true;
  }

  /** Brings a row into sight by the shortest way. The last one stays there when more come. */
  reveal(position: number): void {
    this.show(position, 'nearest');
    if (position === this.#range.end - 1) this.toEnd();
  }

  /** Whether a row is in sight: all of it, and not below the button; some of it; or its end. */
  isInSight(position: number, how: 'all' | 'some' | 'end'): boolean {
    const top = this.#topOf(position) ?? Number.NaN;
    const bottom = top + this.#height(position);
    if (how === 'some') return bottom > 0 && top < this.#viewport;
    if (how === 'end') return bottom <= this.#viewport;
    return top >= 0 && bottom <= this.#viewport - (this.showsEnd ? 0 : buttonPixels);
  }

  /** The row that stays where it is: the selected one if it begins in sight, otherwise the first one that does, or the one in sight. */
  get keptRow(): PlacedRow | undefined {
    const inSight = this.place().filter(
      ({ position, top }) => top < this.#viewport && top + this.#height(position) > 0,
    );
    const beginning = inSight.filter(({ top }) => top >= 0);
    return beginning.find(({ position }) => position === this.#selected) ?? beginning[0] ?? inSight[0];
  }

  /** The row at the top of what is in sight. */
  get topPosition(): number {
    return Math.floor(this.#topIndex(this.#anchor));
  }

  /** Pixels of the scrollbar's track, and where its thumb stands in it. */
  get track(): { height: number; top: number } {
    const height = this.#trackHeight;
    const [start, end] = [this.#range.first, this.#endIndex()];
    const share = end > start ? (this.#topIndex(this.#anchor) - start) / (end - start) : 0;
    return { height, top: Math.max(0, Math.min(1, share)) * Math.max(0, height - this.#viewport) };
  }

  /** The thumb was moved. */
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

  /** Changes heights so that the row that is kept stays where it is. */
  #keepingPlace(change: () => void): void {
    const row = this.keptRow;
    if (row) this.#before ??= { row, follows: this.#follows };
    change();
    if (this.#before?.follows === false) this.#putAt(this.#before.row);
  }

  /** Only part of a row that begins above is in sight; that part may be taller than the row is now. */
  #putAt({ position, top }: PlacedRow): void {
    this.#follows = false;
    this.#anchor = { position, top: Math.max(top, 1 - this.#height(position)) };
  }

  #topOf(position: number): number | undefined {
    return this.place().find(row => row.position === position)?.top;
  }

  /** Keeps the anchor on a row that exists, and no gap above the first row or below the last. */
  #settle(): void {
    const { first, end } = this.#range;
    const last = this.#endAnchor();
    // Where all rows are in sight there is nothing to move.
    if (last.position === first && last.top >= paddingPixels) this.#follows = true;
    if (this.#follows) {
      this.#anchor = last;
      return;
    }
    let { position, top } = this.#anchor;
    if (position < first) [position, top] = [first, paddingPixels];
    if (position >= end) [position, top] = [Math.max(first, end - 1), 0];
    // The anchor is the first row that reaches into sight, so that nothing far away is ever walked through twice.
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

  /** The anchor at which the last row ends where sight ends; the first row at the top where all are in sight. */
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

  /** The row, with its fraction, at the top of what is in sight. */
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
