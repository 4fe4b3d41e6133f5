/** A stack of bits, for values nested so deeply that one object per level would take too much memory. */

const leastBytes = 16;

export class BitStack {
  #bits = new Uint8Array(leastBytes);
  #depth = 0;

  get depth(): number {
    return this.#depth;
  }

  push(bit: boolean): void {
    const at = this.#depth >> 3;
    if (at === this.#bits.length) {
      const bits = new Uint8Array(2 * at);
      bits.set(this.#bits);
      this.#bits = bits;
    }
    const mask = 1 << (this.#depth & 7);
    const others = (this.#bits[at] as number) & ~mask;
    this.#bits[at] = bit ? others | mask : others;
    this.#depth++;
  }

  /** Returns the bit that was pushed last; undefined if there is none. */
  pop(): boolean | undefined {
    if (this.#depth === 0) return undefined;
    this.#depth--;
    return (((this.#bits[this.#depth >> 3] as number) >> (this.#depth & 7)) & 1) === 1;
  }

  clear(): void {
    this.#depth = 0;
    if (this.#bits.length > leastBytes) this.#bits = new Uint8Array(leastBytes);
  }
}
