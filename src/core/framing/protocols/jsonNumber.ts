/** Reads a JSON number byte by byte: only its grammar says where a number without brackets or quotes can end. */

/** States that follow on each kind of byte. */
const states = {
  start: { minus: 'minus', zero: 'zero', digit: 'integer' },
  minus: { zero: 'zero', digit: 'integer' },
  zero: { dot: 'dot', exponent: 'exponent' },
  integer: { zero: 'integer', digit: 'integer', dot: 'dot', exponent: 'exponent' },
  dot: { zero: 'fraction', digit: 'fraction' },
  fraction: { zero: 'fraction', digit: 'fraction', exponent: 'exponent' },
  exponent: { minus: 'sign', plus: 'sign', zero: 'power', digit: 'power' },
  sign: { zero: 'power', digit: 'power' },
  power: { zero: 'power', digit: 'power' },
} as const satisfies Record<string, Partial<Record<ByteKind, string>>>;

type ByteKind = 'minus' | 'plus' | 'zero' | 'digit' | 'dot' | 'exponent';
type NumberState = keyof typeof states;

const complete: ReadonlySet<NumberState> = new Set(['zero', 'integer', 'fraction', 'power']);

export class JsonNumber {
  #state: NumberState = 'start';

  /** Whether the bytes so far are a number. */
  get isComplete(): boolean {
    return complete.has(this.#state);
  }

  /** Takes the next byte. Returns false if it can't follow; it may follow the number or spoil it. */
  take(byte: number): boolean {
    const kind = kindOf(byte);
    const next = kind && (states[this.#state] as Partial<Record<ByteKind, NumberState>>)[kind];
    if (!next) return false;
    this.#state = next;
    return true;
  }

  reset(): void {
    this.#state = 'start';
  }
}

/** Returns the kind of a byte that numbers contain. */
export function kindOf(byte: number): ByteKind | undefined {
  if (byte >= 0x31 && byte <= 0x39) return 'digit';
  switch (byte) {
    case 0x30:
      return 'zero';
    case 0x2d:
      return 'minus';
    case 0x2b:
      return 'plus';
    case 0x2e:
      return 'dot';
    case 0x45:
    case 0x65:
      return 'exponent';
    default:
      return undefined;
  }
}
