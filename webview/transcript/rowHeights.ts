/** Heights of rows, measured or estimated. */

/** Maximum number of rows whose heights are stored. */
const keptHeights = 4000;

export class RowHeights {
  #estimate = 22;
  readonly #measured = new Map<number, number>();

  get estimate(): number {
    return this.#estimate;
  }

  /** Forgets the measured heights, because rows are rendered differently from now on. */
  forget(estimate = this.#estimate): void {
    this.#measured.clear();
    this.#estimate = estimate;
  }

  of(position: number): number {
    return this.#measured.get(position) ?? this.#estimate;
  }

  /** Whether a row is known to have this height. */
  isKnown(position: number, height: number): boolean {
    return Math.abs((this.#measured.get(position) ?? -1) - height) < 0.5;
  }

  measured(position: number, height: number): void {
    if (this.#measured.size > keptHeights) this.#measured.clear();
    this.#measured.set(position, height);
  }
}
