/** A sequence of bytes to search for, in which a byte may have one of several values, or any value. */

/** Values that a byte may have; undefined for any. */
export type ByteChoice = readonly number[] | undefined;

/** Bytes compared one by one before the native search is called again: a native call takes as long. */
const nearBytes = 16;

export class BytePattern {
  readonly length: number;
  /** See `Matcher.size`. */
  readonly size: number;
  readonly #choices: readonly ByteChoice[];
  /**
   * Classes of byte values, if the choices of the pattern's bytes don't overlap: then no byte is read twice (Knuth,
   * Morris and Pratt).
   */
  readonly #classes: ByteClasses | undefined;

  constructor(choices: readonly ByteChoice[]) {
    this.length = choices.length;
    this.#choices = choices;
    this.#classes = byteClasses(choices);
    this.size = this.#classes ? 1 / 16 : Math.max(1, choices.length / 8);
  }

  /** Returns the offset of the first accepted occurrence at or after `from`, or -1. */
  indexIn(bytes: Uint8Array, from: number, accepts: (start: number) => boolean): number {
    if (this.#classes && this.length > 0) return this.#indexByClasses(this.#classes, bytes, from, accepts);
    // The first byte with limited values is searched for natively.
    const anchor = Math.max(
      0,
      this.#choices.findIndex(choice => choice !== undefined),
    );
    const next = nextOf(this.#choices[anchor], bytes, from + anchor);
    const last = bytes.length - this.length;
    for (let start = next(from + anchor) - anchor; start <= last; start = next(start + 1 + anchor) - anchor) {
      if (this.#standsAt(bytes, start) && accepts(start)) return start;
    }
    return -1;
  }

  #indexByClasses(
    { classOf, pattern, retreats }: ByteClasses,
    bytes: Uint8Array,
    from: number,
    accepts: (start: number) => boolean,
  ): number {
    // Made when it is needed: short messages never do.
    let first: ((from: number) => number) | undefined;
    let matched = 0;
    let skipped = 0;
    for (let at = from; at < bytes.length; at++) {
      const byteClass = classOf[bytes[at] as number];
      while (matched > 0 && pattern[matched] !== byteClass) matched = retreats[matched - 1] as number;
      if (pattern[matched] === byteClass) {
        skipped = 0;
        if (++matched < this.length) continue;
        const start = at + 1 - this.length;
        if (accepts(start)) return start;
        matched = retreats[matched - 1] as number;
      } else if (++skipped >= nearBytes) {
        skipped = 0;
        first ??= nextOf(this.#choices[0], bytes, at + 1);
        at = first(at + 1) - 1;
      }
    }
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

interface ByteClasses {
  /** Class of each byte value; 0 for values that don't occur in the pattern. */
  readonly classOf: Uint16Array;
  /** Class of each byte of the pattern. */
  readonly pattern: Uint16Array;
  /** By number of matched bytes minus 1: how many of them begin a match that is still possible. */
  readonly retreats: Uint32Array;
}

/** Returns undefined if a byte may have any value, or if the choices for two bytes overlap without being equal. */
function byteClasses(choices: readonly ByteChoice[]): ByteClasses | undefined {
  const classOf = new Uint16Array(256);
  const pattern = new Uint16Array(choices.length);
  const names = new Map<string, number>();
  for (const [at, choice] of choices.entries()) {
    if (!choice) return undefined;
    const name = [...choice].sort((one, other) => one - other).join();
    const known = names.get(name);
    if (known === undefined && choice.some(value => classOf[value] !== 0)) return undefined;
    const byteClass = known ?? names.size + 1;
    names.set(name, byteClass);
    for (const value of choice) classOf[value] = byteClass;
    pattern[at] = byteClass;
  }
  return { classOf, pattern, retreats: retreatsOf(pattern) };
}

function retreatsOf(pattern: Uint16Array): Uint32Array {
  const retreats = new Uint32Array(pattern.length);
  let matched = 0;
  for (let at = 1; at < pattern.length; at++) {
    while (matched > 0 && pattern[matched] !== pattern[at]) matched = retreats[matched - 1] as number;
    if (pattern[matched] === pattern[at]) matched++;
    retreats[at] = matched;
  }
  return retreats;
}

/** Returns a function that finds the next of these values from an offset on, or the end. Offsets must ascend. */
function nextOf(choice: ByteChoice, bytes: Uint8Array, from: number): (from: number) => number {
  if (!choice) return start => start;
  // Each value is searched for again only when its last position has been passed, so the bytes are read once.
  const places = choice.map(() => from - 1);
  return start => {
    for (const [index, value] of choice.entries()) {
      if ((places[index] as number) < start) places[index] = indexOrEnd(bytes, value, start);
    }
    return Math.min(...places);
  };
}

function indexOrEnd(bytes: Uint8Array, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? bytes.length : at;
}
