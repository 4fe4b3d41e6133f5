/** Numbers of entries, ascending: millions in four bytes each. Positions stay when the first ones are forgotten. */
import { firstNot } from './firstNot.ts';

/** Fewer are not worth a copy. */
const forgetAtLeast = 16_384;

export class SeqList {
  #seqs = new Uint32Array(1024);
  /** Position of the first number that is kept. */
  #start = 0;
  #end = 0;

  /** Position after the last number. */
  get count(): number {
    return this.#end;
  }

  /** Adds a number greater than all. */
  push(seq: number): void {
    if (this.#end - this.#start === this.#seqs.length) {
      const larger = new Uint32Array(this.#seqs.length * 2);
      larger.set(this.#seqs);
      this.#seqs = larger;
    }
    this.#seqs[this.#end++ - this.#start] = seq;
  }

  /** Nothing where there is none, or none any more. */
  at(position: number): number | undefined {
    return position >= this.#start && position < this.#end ? this.#seqs[position - this.#start] : undefined;
  }

  /** Position of the first number for which `isBefore` doesn't hold; it must hold for those before only, and for all that were forgotten. */
  firstNot(isBefore: (seq: number) => boolean): number {
    return firstNot(this.#start, this.#end, position => isBefore(this.#seqs[position - this.#start] ?? 0));
  }

  /** The numbers before a position are not asked for any more. */
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
