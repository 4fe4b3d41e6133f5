/** Tells the thumb that a user moved from the thumb that the list put somewhere. */

type Scroller = Pick<Element, 'scrollTop' | 'clientHeight'>;

export class ScrollThumb {
  #top = 0;
  #viewHeight = 0;

  /** Puts the thumb where the list stands now. */
  put(scroller: Scroller, top: number): void {
    // Browsers round: setting it again and again would move the list by itself.
    if (Math.abs(scroller.scrollTop - top) >= 1) scroller.scrollTop = top;
    this.#top = scroller.scrollTop;
    this.#viewHeight = scroller.clientHeight;
  }

  /** Returns where the thumb was moved to since, once for each move. A list of another height moves it, too: that is no user. */
  moved({ scrollTop, clientHeight }: Scroller): number | undefined {
    if (clientHeight !== this.#viewHeight || Math.abs(scrollTop - this.#top) < 1) return undefined;
    this.#top = scrollTop;
    return scrollTop;
  }
}
