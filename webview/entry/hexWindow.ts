/** Which lines of a long list of equal ones are in sight. A track stands for all of them, scaled where it would be too long. */

/** Browsers cut elements at some 33 million pixels, some at 17. */
const maxTrackPixels = 15_000_000;

export interface LinesInSight {
  readonly first: number;
  readonly count: number;
  /** Of the first line, beneath the upper edge: 0 or less. */
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

  /** Where to scroll so that a line is in sight, as near as possible to where it is scrolled to. */
  reveal(line: number, scrollTop: number): number {
    const position = this.#position(scrollTop);
    const top = line * this.#linePixels;
    const lowest = top + this.#linePixels - this.#viewPixels;
    if (position <= top && position >= lowest) return scrollTop;
    return Math.max(0, position > top ? top : lowest) / this.#scale;
  }

  /** Pixels of the list from its begin, for pixels of the track. */
  #position(scrollTop: number): number {
    return Math.max(0, Math.min(scrollTop * this.#scale, this.#lines * this.#linePixels - this.#viewPixels));
  }

  get #scale(): number {
    const all = this.#lines * this.#linePixels;
    return all <= maxTrackPixels ? 1 : (all - this.#viewPixels) / (maxTrackPixels - this.#viewPixels);
  }
}
