/** Scrolling of the list by the wheel and by the scrollbar: it scrolls by rows, while its track may represent millions of them. */
import type { RowLayout } from './rowLayout.ts';
import { ScrollThumb } from './scrollThumb.ts';

export interface ListScrollParts {
  /** Null until it is rendered. */
  scroller(): HTMLElement | null;
  /** Pixels that a wheel scrolls if it counts lines. */
  readonly linePixels: number;
  onMoved(): void;
}

export class ListScroll {
  readonly #layout: RowLayout;
  readonly #parts: ListScrollParts;
  readonly #thumb = new ScrollThumb();

  constructor(layout: RowLayout, parts: ListScrollParts) {
    this.#layout = layout;
    this.#parts = parts;
  }

  /** Takes over the wheel, once the list is rendered. */
  listen(scroller: HTMLElement): void {
    scroller.addEventListener('wheel', event => this.#onWheel(event, scroller), { passive: false });
  }

  readonly onScroll = (): void => {
    if (this.takeThumb()) this.#parts.onMoved();
  };

  /** Takes over where the thumb was moved. Not only on its event: a frame drawn between the move and the event would put it back. */
  takeThumb(): boolean {
    const scroller = this.#parts.scroller();
    const top = scroller ? this.#thumb.moved(scroller) : undefined;
    if (top !== undefined) this.#layout.moveThumb(top);
    return top !== undefined;
  }

  /** Puts the thumb where the list is. */
  putThumb(scroller: HTMLElement): void {
    this.#thumb.put(scroller, this.#layout.track.top);
  }

  #onWheel(event: WheelEvent, scroller: HTMLElement): void {
    if (event.ctrlKey || event.deltaY === 0) return;
    const unit = [1, this.#parts.linePixels, scroller.clientHeight][event.deltaMode] ?? 1;
    this.#layout.moveBy(event.deltaY * unit);
    this.#parts.onMoved();
    event.preventDefault();
  }
}
