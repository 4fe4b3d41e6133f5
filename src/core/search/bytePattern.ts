/** A sequence of bytes to be found in others, where some may be one of two values, or any. */

/** The values that a byte may have; nothing is any. */
export type ByteChoice = readonly number[] | undefined;

export class BytePattern {
  readonly length: number;
  readonly #choices: readonly ByteChoice[];
  /** The first byte that isn't any: it is looked for natively. */
  readonly #anchor: number;
  readonly #anchorBytes: readonly number[];

  constructor(choices: readonly ByteChoice[]) {
    this.length = choices.length;
    this.#choices = choices;
    const anchor = choices.findIndex(choice => choice !== undefined);
    this.#anchor = Math.max(0, anchor);
    this.#anchorBytes = choices[this.#anchor] ?? [];
  }

  /** Where it first stands from `from` on and is accepted, or -1. */
  indexIn(bytes: Uint8Array, from: number, accepts: (start: number) => boolean): number {
    if (this.#anchorBytes.length === 0) return this.#indexOfAny(bytes, from, accepts);
    const last = bytes.length - this.length + this.#anchor;
    // Each value is looked for again only when it lies behind, so that the bytes are read once.
    const next = this.#anchorBytes.map(byte => indexOrEnd(bytes, byte, from + this.#anchor));
    for (let at = Math.min(...next); at <= last; at = Math.min(...next)) {
      const start = at - this.#anchor;
      if (this.#standsAt(bytes, start) && accepts(start)) return start;
      for (const [choice, byte] of this.#anchorBytes.entries()) {
        if (next[choice] === at) next[choice] = indexOrEnd(bytes, byte, at + 1);
      }
    }
    return -1;
  }

  #indexOfAny(bytes: Uint8Array, from: number, accepts: (start: number) => boolean): number {
    for (let start = from; start + this.length <= bytes.length; start++) if (accepts(start)) return start;
    return -1;
  }

  #standsAt(bytes: Uint8Array, start: number): boolean {
    for (let at = 0; at < this.length; at++) {
      const choice = this.#choices[at];
      if (choice && !choice.includes(bytes[start + at] ?? -1)) return false;
    }
    return true;
  }
}

function indexOrEnd(bytes: Uint8Array, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
