/**
 * Computes which lines of a long list are visible. All have the same height. A track represents all of them, scaled
 * down if it would be too long.
 */

/** Browsers limit elements to about 33 million px, some to 17 million. */
const maxTrackPixels = 15_000_000;

export interface LinesInSight {
  readonly first: number;
  readonly count: number;
  /** Offset of the first line from the upper edge: 0 or less. */
  readonly topPixels: number;
}

export class HexWindow {
  readonly #lines: number;
  readonly #linePixels: number;
  readonly #viewPixels: number;

  constructor(lines: number, linePixels: number, viewPixels: number) {
    this.#lines = lines;
    this.#linePixels = linePixels;
    this.#viewPixels = viewPixels;
  }

  get trackPixels(): number {
    return Math.min(this.#lines * this.#linePixels, maxTrackPixels);
  }

  inSight(scrollTop: number): LinesInSight {
    const position = this.#position(scrollTop);
    const first = Math.floor(position / this.#linePixels);
    const end = Math.min(this.#lines, Math.ceil((position + this.#viewPixels) / this.#linePixels));
    return { first, count: Math.max(0, end - first), topPixels: first * this.#linePixels - position };
  }

  /** Returns the scroll position that makes a line visible and is closest to the current one. */
  reveal(line: number, scrollTop: number): number {
    const position = this.#position(scrollTop);
    const top = line * this.#linePixels;
    const lowest = top + this.#linePixels - this.#viewPixels;
    if (position <= top && position >= lowest) return scrollTop;
    return Math.max(0, position > top ? top : lowest) / this.#scale;
  }

  /** Converts pixels of the track to pixels from the beginning of the list. */
  #position(scrollTop: number): number {
    return Math.max(0, Math.min(scrollTop * this.#scale, this.#lines * this.#linePixels - this.#viewPixels));
  }

  get #scale(): number {
    const all = this.#lines * this.#linePixels;
    return all <= maxTrackPixels ? 1 : (all - this.#viewPixels) / (maxTrackPixels - this.#viewPixels);
  }
}
