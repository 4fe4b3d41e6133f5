/**
 * Unreadable rows of a stored transcript, in runs: the first row of a run represents all of them, so that other rows keep their numbers.
 */
export class LostRows {
  /** Ascending. */
  #runs: { readonly seq: number; readonly rows: number }[] = [];

  get isEmpty(): boolean {
    return this.#runs.length === 0;
  }

  /** Adds a run after all others. */
  add(seq: number, rows: number): void {
    this.#runs.push({ seq, rows });
  }

  /** Returns how many rows this one represents; undefined if it isn't the first of a run. */
  at(seq: number): number | undefined {
    const run = this.#runBefore(seq);
    return run?.seq === seq ? run.rows : undefined;
  }

  /** Whether an earlier row represents this one. */
  hides(seq: number): boolean {
    const run = this.#runBefore(seq);
    return run !== undefined && seq > run.seq && seq < run.seq + run.rows;
  }

  /** Forgets the runs that begin before a row. */
  dropBefore(seq: number): void {
    this.#runs = this.#runs.filter(run => run.seq >= seq);
  }

  /** Returns the last run that begins at or before this row. */
  #runBefore(seq: number): { readonly seq: number; readonly rows: number } | undefined {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#runs[middle]?.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return this.#runs[low - 1];
  }
}
