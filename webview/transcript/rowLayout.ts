/**
 * The position of a long list: which rows are visible, and which of them stays in place when rows come, or get another
 * height.
 */
import { type PlacedRow, paddingPixels, RowGeometry, type RowRange } from './rowGeometry.ts';

export class RowLayout {
  readonly #geometry = new RowGeometry();
  #anchor: PlacedRow = { position: 0, top: paddingPixels };
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
    const { heights } = this.#geometry;
    if (estimate !== heights.estimate) this.#keepingPlace(() => heights.forget(estimate));
    this.#geometry.viewport = viewport;
    this.#geometry.fewAtBottom = fewAtBottom;
  }

  setRange(range: RowRange): void {
    // Newer rows move earlier ones up, but the list continues to follow.
    if (range.end !== this.#geometry.range.end && this.#before?.follows) this.#before = undefined;
    this.#geometry.range = range;
  }

  /** Forgets measured heights, because rows are rendered differently from now on. */
  forgetHeights(): void {
    this.#keepingPlace(() => this.#geometry.heights.forget());
  }

  /** Starts another list, at its end. */
  reset(): void {
    this.#geometry.heights.forget();
    this.#before = undefined;
    this.#follows = true;
  }

  /** Returns whether the height differs from what was known. */
  measured(position: number, height: number): boolean {
    if (this.#geometry.heights.isKnown(position, height)) return false;
    this.#keepingPlace(() => this.#geometry.heights.measured(position, height));
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
    const isInSight = top !== undefined && top >= 0 && top < this.#geometry.viewport;
    if (follows && (row.position !== this.#selected || isInSight)) return false;
    this.#putAt(row);
    this.#settle();
    return this.#topOf(row.position) !== top;
  }

  /** Returns the visible rows and those slightly beyond, in order. */
  place(): PlacedRow[] {
    if (this.#geometry.isBlank) return [];
    this.#settle();
    return this.#geometry.rowsAround(this.#anchor);
  }

  /** Scrolls by this many pixels; down is positive. */
  moveBy(pixels: number): void {
    this.#before = undefined;
    this.#settle();
    this.#follows = false;
    this.#anchor = { position: this.#anchor.position, top: this.#anchor.top - pixels };
    this.#settle();
    if (pixels > 0 && this.#geometry.isAtEnd(this.#anchor)) this.#follows = true;
  }

  toEnd(): void {
    this.#before = undefined;
    this.#follows = true;
  }

  /** Scrolls a row into view: to the top, to the middle, or by the shortest distance if it is near. */
  show(position: number, align: 'top' | 'middle' | 'nearest'): void {
    const { first, end } = this.#geometry.range;
    const row = Math.max(first, Math.min(end - 1, position));
    const placed = this.place().find(one => one.position === row);
    const height = this.#height(row);
    this.#before = undefined;
    this.#follows = false;
    const lowest = this.#geometry.viewport - height - paddingPixels;
    const near = align === 'nearest' && placed ? placed.top : (this.#geometry.viewport - height) / 2;
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
    if (followed && this.#geometry.isAtEnd(this.#anchor)) this.#follows = true;
  }

  /** Scrolls a row into view by the shortest distance. If it is the last row, the list follows from then on. */
  reveal(position: number): void {
    this.show(position, 'nearest');
    if (position === this.#geometry.range.end - 1) this.toEnd();
  }

  /** Whether a row is visible: all of it, or some of it. */
  isInSight(position: number, how: 'all' | 'some'): boolean {
    const top = this.#topOf(position) ?? Number.NaN;
    const bottom = top + this.#height(position);
    if (how === 'some') return bottom > 0 && top < this.#geometry.viewport;
    return top >= 0 && bottom <= this.#geometry.viewport;
  }

  /**
   * Returns the row that stays in place: the selected one if its beginning is visible, otherwise the first row whose
   * beginning is visible, or the one that fills the view.
   */
  get keptRow(): PlacedRow | undefined {
    const inSight = this.place().filter(
      ({ position, top }) => top < this.#geometry.viewport && top + this.#height(position) > 0,
    );
    const beginning = inSight.filter(({ top }) => top >= 0);
    return beginning.find(({ position }) => position === this.#selected) ?? beginning[0] ?? inSight[0];
  }

  /** The row at the top of the visible part. */
  get topPosition(): number {
    return Math.floor(this.#geometry.topIndex(this.#anchor));
  }

  /** Height of the scrollbar's track in pixels, and the position of its thumb. */
  get track(): { height: number; top: number } {
    return { height: this.#geometry.trackHeight, top: this.#geometry.thumbOf(this.#anchor) };
  }

  /** Called when the user has moved the thumb. */
  moveThumb(top: number): void {
    this.#before = undefined;
    const { anchor, isEnd } = this.#geometry.atThumb(top);
    this.#anchor = anchor;
    this.#follows = isEnd;
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

  #settle(): void {
    if (this.#geometry.fits) this.#follows = true;
    this.#anchor = this.#follows ? this.#geometry.endAnchor : this.#geometry.settled(this.#anchor);
  }

  #height(position: number): number {
    return this.#geometry.heights.of(position);
  }
}
