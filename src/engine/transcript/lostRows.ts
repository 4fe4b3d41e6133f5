/**
 * Unreadable rows of a stored transcript, in runs: the first row of a run represents all of them, so that other rows keep their numbers.
 * The other rows of a run are hidden. They take no space, since a damaged file may claim billions of them.
 */
import { partitionPoint } from './partitionPoint.ts';

interface Run {
  readonly seq: number;
  readonly rows: number;
  /** Number of rows that the runs before this one hide. */
  readonly hiddenBefore: number;
}

export class LostRows {
  /** In ascending order. */
  #runs: Run[] = [];
  /** Number of rows that all runs hide, including forgotten runs. */
  #hidden = 0;

  get isEmpty(): boolean {
    return this.#runs.length === 0;
  }

  /** Adds a run after all others. */
  add(seq: number, rows: number): void {
    this.#runs.push({ seq, rows, hiddenBefore: this.#hidden });
    this.#hidden += rows - 1;
  }

  /** Returns the number of rows that this one represents; undefined if it isn't the first of a run. */
  at(seq: number): number | undefined {
    const run = this.#runBefore(seq);
    return run?.seq === seq ? run.rows : undefined;
  }

  /** Returns true if an earlier row represents this one. */
  hides(seq: number): boolean {
    return this.#runHiding(seq) !== undefined;
  }

  /** Returns the first row from this one on that isn't hidden. */
  nextShown(seq: number): number {
    const run = this.#runHiding(seq);
    return run ? run.seq + run.rows : seq;
  }

  /**
   * Returns the number of hidden rows before this one, which must not be forgotten. A hidden row counts itself, so that
   * its place is that of the row that represents it.
   */
  hiddenBefore(seq: number): number {
    const [first] = this.#runs;
    // Most transcripts have none.
    if (!first) return this.#hidden;
    const run = this.#runBefore(seq);
    return run ? run.hiddenBefore + Math.min(seq - run.seq, run.rows - 1) : first.hiddenBefore;
  }

  /** Forgets the runs that end before a row. */
  dropBefore(seq: number): void {
    this.#runs = this.#runs.filter(run => run.seq + run.rows > seq);
  }

  #runHiding(seq: number): Run | undefined {
    const run = this.#runBefore(seq);
    return run && seq > run.seq && seq < run.seq + run.rows ? run : undefined;
  }

  /** Returns the last run that begins at or before this row. */
  #runBefore(seq: number): Run | undefined {
    // By far most transcripts have none, and this is asked for every row that is searched.
    if (this.#runs.length === 0) return undefined;
    return this.#runs[partitionPoint(0, this.#runs.length, at => (this.#runs[at]?.seq ?? 0) <= seq) - 1];
  }
}
