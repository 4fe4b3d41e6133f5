/** What the rules of an endpoint remember of one peer: its state, the values captured last, and how often rules applied. */
import type { Captured, HoleValue } from '../template/holeValue.ts';

/** Limits the captured values of one peer: an endpoint may have ten thousand. */
export const maxKeptBytes = 64 * 1024;

export class PeerMemory {
  /** Every peer begins in `''`. */
  state = '';
  #values: Map<string, HoleValue> | undefined;
  #keptBytes = 0;
  /** Rules whose applications are counted: others begin at 0. */
  #counted: object | undefined;
  #times: Map<number, number> | undefined;

  /** Captured values by name. */
  get values(): ReadonlyMap<string, HoleValue> {
    this.#values ??= new Map();
    return this.#values;
  }

  /** Replaces a value, which is copied. Returns false, and forgets the name, if all values together are too long. */
  keep(name: string, value: HoleValue): boolean {
    this.#values ??= new Map();
    this.#keptBytes -= sizeOf(this.#values.get(name));
    this.#values.delete(name);
    const size = sizeOf(value);
    if (this.#keptBytes + size > maxKeptBytes) return false;
    this.#keptBytes += size;
    this.#values.set(name, copied(value));
    return true;
  }

  /** Returns how many times a rule has applied. */
  times(rules: object, rule: number): number {
    return this.#counted === rules ? (this.#times?.get(rule) ?? 0) : 0;
  }

  count(rules: object, rule: number): void {
    if (this.#counted !== rules) this.#times = new Map();
    this.#counted = rules;
    this.#times?.set(rule, this.times(rules, rule) + 1);
  }
}

function copied(value: HoleValue): HoleValue {
  // A Buffer's own `slice` doesn't copy.
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return isCaptured(value) ? { ...value, bytes: new Uint8Array(value.bytes) } : value;
}

/** Texts that were captured are as long as their bytes, or decoded from them. */
function sizeOf(value: HoleValue | undefined): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'string') return 2 * value.length;
  return value !== undefined && isCaptured(value)
    ? value.bytes.length + (typeof value.value === 'string' ? 2 * value.value.length : 0)
    : 0;
}

function isCaptured(value: HoleValue): value is Captured {
  return typeof value === 'object' && !(value instanceof Uint8Array);
}
