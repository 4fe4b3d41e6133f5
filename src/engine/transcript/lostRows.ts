/**
 * Rows of a stored transcript that can't be read, in runs: the first row of a run stands for all, so that the numbers of others stay. The
 * other rows of a run are hidden. They take no space, since a damaged file may say that there are billions.
 */
import { firstNot } from './firstNot.ts';

interface Run {
  readonly seq: number;
  readonly rows: number;
  /** Rows that all runs before this one hide. */
  readonly hiddenBefore: number;
}

export class LostRows {
  /** Ascending. */
  #runs: Run[] = [];
  /** Rows that all runs hide, those that are forgotten included. */
  #hidden = 0;

  get isEmpty(): boolean {
    return this.#runs.length === 0;
  }

  /** Adds a run after all others. */
  add(seq: number, rows: number): void {
    this.#runs.push({ seq, rows, hiddenBefore: this.#hidden });
    this.#hidden += rows - 1;
  }

  /** How many rows this one stands for; undefined if it isn't the first of a run. */
  at(seq: number): number | undefined {
    const run = this.#runBefore(seq);
    return run?.seq === seq ? run.rows : undefined;
  }

  /** Whether an earlier row stands for this one. */
  hides(seq: number): boolean {
    return this.#runHiding(seq) !== undefined;
  }

  /** The first row from this one on that isn't hidden. */
  nextShown(seq: number): number {
    const run = this.#runHiding(seq);
    return run ? run.seq + run.rows : seq;
  }

  /** How many rows are hidden before this one, which must not be forgotten. For a hidden row, those before the one that stands for it. */
  hiddenBefore(seq: number): number {
    const [first] = this.#runs;
    // By far most transcripts have none.
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

  /** The last run that begins at this row or before. */
  #runBefore(seq: number): Run | undefined {
    return this.#runs[firstNot(0, this.#runs.length, at => (this.#runs[at]?.seq ?? 0) <= seq) - 1];
  }
}
