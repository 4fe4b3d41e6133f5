/**
 * The space for rows: the width of the list in characters of its font, used to lay out hex and the columns of the log.
 */

const wideMargin = 16;
const narrowMargin = 10;
/** Maximum width of lists with narrow margins. */
const narrowPixels = 560;
/** Maximum width of a bubble. This and the next value are as in transcript.css. */
const maxBubblePixels = 900;
/** Padding and border of a bubble, both sides together. */
const bubbleFramePixels = 28;

export class RowRoom {
  #widthPixels = 0;
  #scrollbarPixels = 0;
  #characterPixels = 8;

  /**
   * Records the width of the list without its scrollbar, and those of the scrollbar and of a character. Returns whether
   * the space for rows has changed.
   */
  measured(widthPixels: number, scrollbarPixels: number, characterPixels: number): boolean {
    const before = [this.#widthPixels, this.#scrollbarPixels, this.#characterPixels].join();
    this.#widthPixels = widthPixels;
    this.#scrollbarPixels = scrollbarPixels;
    // Elements have no size while the list isn't shown.
    if (characterPixels > 0) this.#characterPixels = characterPixels;
    return [this.#widthPixels, this.#scrollbarPixels, this.#characterPixels].join() !== before;
  }

  get characterPixels(): number {
    return this.#characterPixels;
  }

  get scrollbarPixels(): number {
    return this.#scrollbarPixels;
  }

  /** Margin in pixels on either side of a row. */
  get margin(): number {
    return this.#widthPixels <= narrowPixels ? narrowMargin : wideMargin;
  }

  /** Width in pixels between the margins. */
  get rowPixels(): number {
    return Math.max(0, this.#widthPixels - 2 * this.margin);
  }

  /** Number of characters that fit in a row. */
  get rowColumns(): number {
    return this.columnsIn(this.rowPixels);
  }

  /** Number of characters that fit on a line of the widest bubble. */
  get bubbleColumns(): number {
    return this.columnsIn(Math.min(this.rowPixels, maxBubblePixels) - bubbleFramePixels);
  }

  columnsIn(pixels: number): number {
    return Math.max(1, Math.floor(pixels / this.#characterPixels));
  }
}
