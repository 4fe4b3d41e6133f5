/**
 * Computes where rows are if one of them, the anchor, is in a given place. Only visible rows are processed, however many there
 * are. The scrollbar is proportional to row numbers, not to pixels, so a list may be longer than the tallest possible
 * element (33 million px).
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
export const paddingPixels = 8;
/** Maximum length of the scrollbar's track: a longer one wouldn't be more precise. */
const maxTrackPixels = 4_000_000;
/** Maximum number of rows for which the track is as long as all rows together. */
const exactRows = 500;

export class RowGeometry {
  range: RowRange = { first: 0, end: 0 };
  /** Height of the visible part. */
  viewport = 0;
  /** Whether rows that don't fill the visible part are at its bottom. */
  fewAtBottom = false;
  readonly heights = new RowHeights();

  get isEmpty(): boolean {
    return this.range.end <= this.range.first;
  }

  /** Whether no row can be placed: there is none, or the list isn't shown. */
  get isBlank(): boolean {
    return this.isEmpty || this.viewport === 0;
  }

  /** Returns the visible rows and those slightly beyond, in order. */
  rowsAround(anchor: PlacedRow): PlacedRow[] {
    const { first, end } = this.range;
    const placed: PlacedRow[] = [];
    let { position, top } = anchor;
    while (position > first && top > -overscanPixels) {
      position--;
      top -= this.heights.of(position);
    }
    for (; position < end && top < this.viewport + overscanPixels; position++) {
      placed.push({ position, top });
      top += this.heights.of(position);
    }
    return placed;
  }

  /** Returns the anchor at which the last row ends at the bottom of the view; the first row at the top if all fit. */
  get endAnchor(): PlacedRow {
    const { first, end } = this.range;
    let top = this.viewport - paddingPixels;
    let position = end;
    while (position > first && top > 0) {
      position--;
      top -= this.heights.of(position);
    }
    const isFew = position === first && top > paddingPixels;
    return isFew && !this.fewAtBottom ? { position, top: paddingPixels } : { position, top };
  }

  /** Whether all rows are visible, so that the list can't scroll. */
  get fits(): boolean {
    const { position, top } = this.endAnchor;
    return position === this.range.first && top >= paddingPixels;
  }

  /**
   * Returns the same place by the first visible row, so that distant rows are never processed twice: an existing row,
   * with no gap above the first row or below the last.
   */
  settled(anchor: PlacedRow): PlacedRow {
    const { first, end } = this.range;
    let { position, top } = anchor;
    if (position < first) [position, top] = [first, paddingPixels];
    if (position >= end) [position, top] = [Math.max(first, end - 1), 0];
    while (position > first && top > 0) {
      position--;
      top -= this.heights.of(position);
    }
    while (position < end - 1 && top + this.heights.of(position) <= 0) {
      top += this.heights.of(position);
      position++;
    }
    if (position === first) top = Math.min(top, paddingPixels);
    const last = this.endAnchor;
    return this.topIndex({ position, top }) > this.topIndex(last) ? last : { position, top };
  }

  isAtEnd(anchor: PlacedRow): boolean {
    return this.topIndex(anchor) >= this.topIndex(this.endAnchor) - 0.01;
  }

  /** Returns the index of the row at the top of the visible part, including the fraction scrolled out. */
  topIndex({ position, top }: PlacedRow): number {
    const offset = position === this.range.first ? top - paddingPixels : top;
    return position - Math.min(0, offset) / Math.max(1, this.heights.of(position));
  }

  get trackHeight(): number {
    const { first, end } = this.range;
    let height = (end - first) * this.heights.estimate;
    if (end - first <= exactRows) {
      height = 2 * paddingPixels;
      for (let position = first; position < end; position++) height += this.heights.of(position);
    }
    return Math.max(this.viewport, Math.min(maxTrackPixels, height));
  }

  /** Returns the position of the thumb on the track. */
  thumbOf(anchor: PlacedRow): number {
    const { first } = this.range;
    const end = this.topIndex(this.endAnchor);
    const share = end > first ? (this.topIndex(anchor) - first) / (end - first) : 0;
    return Math.max(0, Math.min(1, share)) * Math.max(0, this.trackHeight - this.viewport);
  }

  /** Returns the place for a position of the thumb; `isEnd` if that is the end of the track. */
  atThumb(thumb: number): { readonly anchor: PlacedRow; readonly isEnd: boolean } {
    const { first } = this.range;
    const distance = Math.max(1, this.trackHeight - this.viewport);
    const share = Math.max(0, Math.min(1, thumb / distance));
    const index = first + share * (this.topIndex(this.endAnchor) - first);
    const position = Math.floor(index);
    const padding = position === first ? paddingPixels : 0;
    const top = padding - (index - position) * this.heights.of(position);
    return { anchor: { position, top }, isEnd: share > 0.999_999 };
  }
}
