/** Random choices, repeatable by their seed (mulberry32). */
/** Number of bytes chosen individually; then they repeat. */
const patternBytes = 1009;

export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Returns an integer from 0 to `below` - 1. */
  number(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  /** Returns true once in this many times, on average. */
  oneIn(times: number): boolean {
    return this.number(times) === 0;
  }

  pick<T>(choices: readonly [T, ...T[]]): T;
  pick<T>(choices: readonly T[]): T | undefined;
  pick<T>(choices: readonly T[]): T | undefined {
    return choices[this.number(choices.length)];
  }

  /** Returns bytes, a third of which are special in some framing. They repeat after a prime number, so that lost or swapped pieces show. */
  bytes(length: number): Uint8Array {
    const special = [0, 1, 10, 13, 0xc0, 0xdb, 0xff];
    const bytes = new Uint8Array(length);
    for (let at = 0; at < Math.min(length, patternBytes); at++)
      bytes[at] = this.oneIn(3) ? (this.pick(special) ?? 0) : this.number(256);
    for (let filled = patternBytes; filled < length; filled += patternBytes) bytes.copyWithin(filled, 0, patternBytes);
    return bytes;
  }
}
