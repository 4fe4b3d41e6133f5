/** Distinguishes a thumb moved by the user from one moved by the list. */

type Scroller = Pick<Element, 'scrollTop' | 'clientHeight'>;

export class ScrollThumb {
  #top = 0;
  #viewHeight = 0;

  /** Moves the thumb to the list's position. */
  put(scroller: Scroller, top: number): void {
    // Browsers round the value, so setting it repeatedly would move the list.
    if (Math.abs(scroller.scrollTop - top) >= 1) scroller.scrollTop = top;
    this.#top = scroller.scrollTop;
    this.#viewHeight = scroller.clientHeight;
  }

  /**
   * Returns the position to which the user has moved the thumb, once for each move. A change of the list's height also
   * moves the thumb, but doesn't count.
   */
  moved({ scrollTop, clientHeight }: Scroller): number | undefined {
    if (clientHeight !== this.#viewHeight || Math.abs(scrollTop - this.#top) < 1) return undefined;
    this.#top = scrollTop;
    return scrollTop;
  }
}
