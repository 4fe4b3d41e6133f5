/** Keeps a row visible when the list becomes smaller, such as the row shown in the entry view. */
import type { RowLayout } from './rowLayout.ts';

export class WatchedRow {
  readonly #layout: RowLayout;
  #seq: number | undefined;
  /** Whether the row must be scrolled into view. Stays set until the rows around it have been measured. */
  #isWanted = false;
  #wasInSight = false;

  constructor(layout: RowLayout) {
    this.#layout = layout;
  }

  /** Watches another row from now on, and shows it; undefined stops watching. */
  watch(seq: number | undefined): void {
    if (seq !== this.#seq) this.#isWanted = seq !== undefined;
    this.#seq = seq;
  }

  /** Called when the list was resized. A row from which the user has scrolled away stays where it is. */
  resized(): void {
    this.#isWanted ||= this.#wasInSight;
  }

  /**
   * Call after each rendering. `isOther` says that row heights differ from the estimates. Returns whether the list was
   * moved.
   */
  keep(position: number | undefined, isOther: boolean): boolean {
    if (position === undefined) {
      this.#wasInSight = false;
      return false;
    }
    const isMoved = this.#isWanted && !this.#layout.isInSight(position, 'all');
    if (isMoved) this.#layout.reveal(position);
    if (!isOther) this.#isWanted = false;
    this.#wasInSight = this.#layout.isInSight(position, 'some');
    return isMoved;
  }
}
