/**
 * Indexes rules by the constant bytes at the start of their frames: looking up the rules that may match costs as much as
 * the frame's start is long, not as many rules as there are. Rules that may begin with anything always may match.
 */
interface Entry {
  readonly bytes: Uint8Array;
  /** Positions in the list of rules. */
  readonly rules: number[];
}

export class PrefixIndex {
  /** By length, then by hash. */
  readonly #byLength = new Map<number, Map<number, Entry[]>>();
  #lengths: readonly number[] = [];
  readonly #anything: number[] = [];

  /** Adds a rule at this position, behind all others. */
  add(rule: number, prefix: Uint8Array): void {
    if (prefix.length === 0) {
      this.#anything.push(rule);
      return;
    }
    const sameLength = this.#byLength.get(prefix.length) ?? new Map<number, Entry[]>();
    this.#byLength.set(prefix.length, sameLength);
    this.#lengths = [...this.#byLength.keys()].toSorted((one, other) => one - other);
    const hash = hashOf(prefix);
    const entries = sameLength.get(hash) ?? [];
    sameLength.set(hash, entries);
    const known = entries.find(({ bytes }) => bytes.length === prefix.length && startsWith(prefix, bytes));
    if (known) known.rules.push(rule);
    else entries.push({ bytes: prefix, rules: [rule] });
  }

  /** Returns the positions of the rules that may match a frame, in order. */
  candidates(frame: Uint8Array): readonly number[] {
    let found: number[] | undefined;
    let hash = seed;
    let hashed = 0;
    for (const length of this.#lengths) {
      if (length > frame.length) break;
      for (; hashed < length; hashed++) hash = mixed(hash, frame[hashed] as number);
      const entries = this.#byLength.get(length)?.get(hash);
      if (!entries) continue;
      for (const { bytes, rules } of entries) if (startsWith(frame, bytes)) found = [...(found ?? []), ...rules];
    }
    if (!found) return this.#anything;
    return [...found, ...this.#anything].sort((one, other) => one - other);
  }
}

const seed = 0x811c9dc5;

/** FNV-1a. Collisions are possible only between rules, so a peer can't slow this down. */
function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

function hashOf(bytes: Uint8Array): number {
  return bytes.reduce(mixed, seed);
}

function startsWith(frame: Uint8Array, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (frame[at] !== bytes[at]) return false;
  return true;
}
