/** Indexes rules' conditions on whole frames: the cost depends on the frame, not on the number of rules. */

/** Bytes to compare with; `undefined` stands for any byte. */
export type Literal = readonly (number | undefined)[];

interface Entry {
  readonly rule: number;
  readonly bytes: Literal;
}

/** Literals of one length. */
interface SameLength {
  /** Literals without wildcards, by `hashOf`. */
  readonly exact: Map<number, Entry[]>;
  readonly withWildcards: Entry[];
}

export class LiteralConditions {
  /** By length: a frame whose length no rule has isn't even read. */
  readonly #byLength = new Map<number, SameLength>();

  /** Adds a literal that a rule accepts. Rules must be added in order. */
  add(rule: number, bytes: Literal): void {
    const { exact, withWildcards } = this.#ofLength(bytes.length);
    if (bytes.includes(undefined)) {
      withWildcards.push({ rule, bytes });
      return;
    }
    const hash = hashOf(bytes as readonly number[]);
    const sameHash = exact.get(hash);
    if (!sameHash) exact.set(hash, [{ rule, bytes }]);
    // A later rule with an equal literal would never match.
    else if (!sameHash.some(entry => isEqual(bytes as readonly number[], entry.bytes))) sameHash.push({ rule, bytes });
  }

  /** Returns the number of the first rule that matches the frame. */
  firstRule(frame: Uint8Array): number | undefined {
    const sameLength = this.#byLength.get(frame.length);
    if (!sameLength) return undefined;
    const { exact, withWildcards } = sameLength;
    const accepts = ({ bytes }: Entry) => isEqual(frame, bytes);
    const found = exact.size > 0 ? exact.get(hashOf(frame))?.find(accepts)?.rule : undefined;
    const wild = withWildcards.find(accepts)?.rule;
    return found === undefined || wild === undefined ? (found ?? wild) : Math.min(found, wild);
  }

  #ofLength(length: number): SameLength {
    const known = this.#byLength.get(length);
    if (known) return known;
    const made: SameLength = { exact: new Map(), withWildcards: [] };
    this.#byLength.set(length, made);
    return made;
  }
}

/** FNV-1a. Collisions are possible only between rules, so a peer can't slow this down. */
function hashOf(bytes: ArrayLike<number>): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash;
}

function isEqual(bytes: ArrayLike<number>, expected: Literal): boolean {
  for (let at = 0; at < expected.length; at++) {
    const byte = expected[at];
    if (byte !== undefined && byte !== bytes[at]) return false;
  }
  return true;
}
