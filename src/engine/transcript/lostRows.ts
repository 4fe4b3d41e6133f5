/** Rows of a stored transcript that can't be read, in runs: the first row of a run stands for all, so that the numbers of others stay. */
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

  /** How many rows this one stands for; undefined if it isn't the first of a run. */
  at(seq: number): number | undefined {
    const run = this.#runBefore(seq);
    return run?.seq === seq ? run.rows : undefined;
  }

  /** Whether an earlier row stands for this one. */
  hides(seq: number): boolean {
    const run = this.#runBefore(seq);
    return run !== undefined && seq > run.seq && seq < run.seq + run.rows;
  }

  /** Forgets the runs that begin before a row. */
  dropBefore(seq: number): void {
    this.#runs = this.#runs.filter(run => run.seq >= seq);
  }

  /** The last run that begins at this row or before. */
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
