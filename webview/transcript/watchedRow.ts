/** Keeps one row of a list visible when the list becomes smaller, such as the row of the entry view. */
import type { RowLayout } from './rowLayout.ts';

export class WatchedRow {
  readonly #layout: RowLayout;
  #seq: number | undefined;
  /** It must be scrolled into view, until the rows around it have been measured. */
  #isWanted = false;
  #wasInSight = false;

  constructor(layout: RowLayout) {
    this.#layout = layout;
  }

  /** Another row is watched from now on, and shown; or none. */
  watch(seq: number | undefined): void {
    if (seq !== this.#seq) this.#isWanted = seq !== undefined;
    this.#seq = seq;
  }

  /** A row that the user scrolled away from stays where it is. */
  resized(): void {
    this.#isWanted ||= this.#wasInSight;
  }

  /** Must be called after each rendering. `isOther`: row heights differ from the estimates. Returns whether the list was moved. */
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
