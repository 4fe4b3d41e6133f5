/** Numbers of entries, ascending: millions in four bytes each. */
export class SeqList {
  #seqs = new Uint32Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a number greater than all. */
  push(seq: number): void {
    if (this.#count === this.#seqs.length) {
      const larger = new Uint32Array(this.#seqs.length * 2);
      larger.set(this.#seqs);
      this.#seqs = larger;
    }
    this.#seqs[this.#count++] = seq;
  }

  at(position: number): number | undefined {
    return position < this.#count ? this.#seqs[position] : undefined;
  }

  /** Position of the first number for which `isBefore` doesn't hold; it must hold for those before only. */
  firstNot(isBefore: (seq: number) => boolean): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#seqs[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  clear(): void {
    this.#count = 0;
  }
}
