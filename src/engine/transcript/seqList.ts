/** Ascending entry numbers, millions of them at four bytes each. Positions stay when the first ones are forgotten. */
import { partitionPoint } from './partitionPoint.ts';

/** Minimum number of forgotten numbers that are worth a copy. */
const forgetAtLeast = 16_384;

export class SeqList {
  #seqs = new Uint32Array(1024);
  /** Position of the first number still stored. */
  #start = 0;
  #end = 0;

  /** Position after the last number. */
  get count(): number {
    return this.#end;
  }

  /** Adds a number greater than all others. */
  push(seq: number): void {
    if (this.#end - this.#start === this.#seqs.length) {
      const larger = new Uint32Array(this.#seqs.length * 2);
      larger.set(this.#seqs);
      this.#seqs = larger;
    }
    this.#seqs[this.#end++ - this.#start] = seq;
  }

  /** Returns the number at a position; undefined if there is none, or if it was forgotten. */
  at(position: number): number | undefined {
    return position >= this.#start && position < this.#end ? this.#seqs[position - this.#start] : undefined;
  }

  /**
   * Returns the position of the first number for which `isBefore` is false; it must be true for all numbers before it, including forgotten
   * ones, and only for those.
   */
  firstNot(isBefore: (seq: number) => boolean): number {
    return partitionPoint(this.#start, this.#end, position => isBefore(this.#seqs[position - this.#start] ?? 0));
  }

  /** Allows the numbers before a position to be forgotten. */
  forgetBefore(position: number): void {
    const gone = position - this.#start;
    if (gone < forgetAtLeast || gone * 2 < this.#end - this.#start) return;
    this.#seqs = this.#seqs.slice(gone);
    this.#start = position;
  }

  clear(): void {
    this.#start = 0;
    this.#end = 0;
  }
}
