/** Keeps one row of a list in sight when the list becomes smaller, as the row of the entry view is. */
import type { RowLayout } from './rowLayout.ts';

export class WatchedRow {
  readonly #layout: RowLayout;
  #seq: number | undefined;
  /** It is to be brought into sight, until the rows around it were measured. */
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

  /** A row that somebody scrolled away from stays where it is. */
  resized(): void {
    this.#isWanted ||= this.#wasInSight;
  }

  /** To be called after each rendering. `isOther`: rows have other heights than was thought. Returns whether the list was moved. */
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
