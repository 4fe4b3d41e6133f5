/** A set of byte values: a character class in a pattern that matches bytes. */

export class ByteSet {
  readonly #has: boolean[] = Array.from({ length: 256 }, () => false);

  /** Adds the values from `low` to `high`. */
  add(low: number, high = low): void {
    this.#has.fill(true, low, high + 1);
  }

  addAll(other: ByteSet): void {
    for (const [low, high] of other.#ranges()) this.add(low, high);
  }

  /** Adds the other case of each ASCII letter in the set. */
  foldCase(): void {
    for (let upper = 0x41; upper <= 0x5a; upper++) {
      const lower = upper + 0x20;
      if (this.#has[upper] || this.#has[lower]) {
        this.add(upper);
        this.add(lower);
      }
    }
  }

  /** Replaces the set by its complement. */
  invert(): void {
    for (const [byte, has] of this.#has.entries()) this.#has[byte] = !has;
  }

  get isEmpty(): boolean {
    return !this.#has.includes(true);
  }

  /** Returns the set in RE2 syntax. */
  get source(): string {
    if (this.isEmpty) return '[^\\x00-\\x{10ffff}]';
    return `[${this.#ranges()
      .map(([low, high]) => (low === high ? escapedByte(low) : `${escapedByte(low)}-${escapedByte(high)}`))
      .join('')}]`;
  }

  #ranges(): [number, number][] {
    const ranges: [number, number][] = [];
    for (let low = this.#has.indexOf(true); low >= 0; ) {
      const after = this.#has.indexOf(false, low);
      const end = after < 0 ? 256 : after;
      ranges.push([low, end - 1]);
      low = this.#has.indexOf(true, end);
    }
    return ranges;
  }
}

/** Returns a byte in RE2 syntax, in a form without special meaning. */
export function escapedByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
