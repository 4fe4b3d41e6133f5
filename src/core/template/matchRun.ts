/** Matches one message with the steps of a plan. */
import { asciiReader } from '../bytes/asciiReader.ts';
import { joinBytes } from '../bytes/joinBytes.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import type { Computed } from './computed.ts';
import { summed } from './computedBytes.ts';
import { type DecodeContext, decodeTyped, validText } from './decodeTyped.ts';
import { bytesOf, type Captured, countIn, type HoleValue, numberOf, textOf } from './holeValue.ts';
import { escapedJson, unescapedJson } from './jsonStrings.ts';
import { isOpenEnded, type MatchPlan, type Rest, type Step } from './matchPlan.ts';
import { type Effort, StepSearch } from './stepSearch.ts';
import { type Count, fixedBytes, type ValueType } from './valueType.ts';

/** What differs: constant bytes, a value or its type, a length, a checksum, or where the message ends. */
export type MismatchReason = 'bytes' | 'value' | 'length' | 'checksum' | 'end';

export type HoleValues = ReadonlyMap<string, HoleValue>;

type Compare = Extract<Step, { kind: 'insert' }>;

/** Attempts of a plan on a message, from different starts. */
export class MatchRun {
  readonly #plan: MatchPlan;
  readonly #codec: TextCodec;
  readonly #bytes: Uint8Array;
  readonly #values: HoleValues;
  readonly #effort: Effort;
  readonly #search: StepSearch;
  readonly #decodeContext: DecodeContext;
  /** Where each step began in this attempt; the last one is the end. */
  readonly #positions: number[] = [];
  /** Lengths and checksums as announced, by the index of their step. */
  readonly #claims = new Map<number, HoleValue>();
  readonly captures = new Map<string, Captured>();
  /** The mismatch that was furthest into the message. */
  failure: { reason: MismatchReason; at: number } = { reason: 'bytes', at: -1 };

  constructor(plan: MatchPlan, codec: TextCodec, bytes: Uint8Array, values: HoleValues, effort: Effort) {
    this.#plan = plan;
    this.#codec = codec;
    this.#bytes = bytes;
    this.#values = values;
    this.#effort = effort;
    this.#search = new StepSearch(codec, bytes, plan.unitBytes, effort);
    this.#decodeContext = { codec, countOf: count => this.#countOf(count) };
  }

  /** Returns where a match that begins at `start` ends, or -1. With `whole`, it must end with the bytes. */
  attempt(start: number, whole: boolean): number {
    const { steps } = this.#plan;
    this.captures.clear();
    let at = start;
    for (let index = 0; index < steps.length; index++) {
      this.#positions[index] = at;
      this.#effort.spent++;
      const next = this.#take(steps[index] as Step, index, at);
      if (next < 0) return -1;
      at = next;
    }
    this.#positions[steps.length] = at;
    if (whole && at !== this.#bytes.length) return this.#fail('end', at);
    // Checksums last: they cost most.
    return this.#claimsHold('length', whole) && this.#claimsHold('checksum', whole) ? at : -1;
  }

  /** Returns the first offset from `from` on where a match can begin, or -1. */
  nextStart(from: number): number {
    const { anchor } = this.#plan;
    if (from > this.#bytes.length) return -1;
    if (!anchor) return from;
    const found = this.#search.first(anchor.search, from + anchor.offset);
    return found < 0 ? -1 : found - anchor.offset;
  }

  #fail(reason: MismatchReason, at: number): -1 {
    if (at > this.failure.at) this.failure = { reason, at };
    return -1;
  }

  /** Returns the offset after a step, or -1. */
  #take(step: Step, index: number, at: number): number {
    switch (step.kind) {
      case 'literal':
        return this.#same(step.bytes, at) ? at + step.bytes.length : this.#fail('bytes', at);
      case 'insert':
        return this.#compare(step, at);
      case 'field': {
        const decoded = this.#decode(step.type, at);
        if (!decoded) return this.#fail('value', at);
        this.#capture(step.name, at, decoded.end, decoded.value);
        return decoded.end;
      }
      case 'rest':
        return this.#rest(step, at);
      case 'check': {
        const decoded = this.#decode(step.computed.type, at);
        if (decoded?.value === undefined) return this.#fail('value', at);
        this.#claims.set(index, decoded.value);
        return decoded.end;
      }
      case 'nothing':
        return at;
    }
  }

  #same(expected: Uint8Array, at: number): boolean {
    for (let next = 0; next < expected.length; next++) {
      this.#effort.spent++;
      if (this.#bytes[at + next] !== expected[next]) return false;
    }
    return true;
  }

  #decode(type: ValueType, at: number): ReturnType<typeof decodeTyped> {
    const decoded = decodeTyped(type, this.#bytes, at, this.#decodeContext);
    if (decoded) this.#effort.spent += type.kind === 'bytes' ? 1 : decoded.end - at;
    // A text that isn't valid was decoded, too.
    else if (type.kind === 'text') this.#effort.spent += this.#countOf(type.count ?? 0) ?? 0;
    return decoded;
  }

  #capture(name: string, at: number, end: number, value: Captured['value']): void {
    if (name === '') return;
    const bytes = this.#bytes.subarray(at, end);
    this.captures.set(name, value === undefined ? { bytes } : { bytes, value });
  }

  #valueOf(name: string): HoleValue | undefined {
    return this.captures.get(name) ?? this.#values.get(name);
  }

  #countOf(count: Count): number | undefined {
    return typeof count === 'number' ? count : countIn(this.#valueOf(count), this.#codec);
  }

  #compare({ name, type, isJson }: Compare, at: number): number {
    const value = this.#valueOf(name);
    if (value === undefined) return this.#fail('value', at);
    if (!type || isOpenEnded(type)) {
      const expected = this.#expected(value, isJson);
      return expected && this.#same(expected, at) ? at + expected.length : this.#fail('value', at);
    }
    const decoded = this.#decode(type, at);
    if (!decoded) return this.#fail('value', at);
    const isSame =
      typeof decoded.value === 'bigint' || typeof decoded.value === 'number'
        ? isEqualNumber(decoded.value, numberOf(value, this.#codec))
        : decoded.value === undefined
          ? this.#isSameBytes(value, at, decoded.end)
          : decoded.value === textOf(value, this.#codec);
    return isSame ? decoded.end : this.#fail('value', at);
  }

  #isSameBytes(value: HoleValue, at: number, end: number): boolean {
    const expected = this.#expected(value, false);
    return expected?.length === end - at && this.#same(expected, at);
  }

  /** Returns the bytes of a value; undefined for a text that can't be encoded. */
  #expected(value: HoleValue, isJson: boolean): Uint8Array | undefined {
    const bytes = typeof value === 'string' ? undefined : bytesOf(value, this.#codec);
    const known = bytes ?? this.#encoded(textOf(value, this.#codec));
    if (!known || !isJson) return known;
    this.#effort.spent += known.length;
    return escapedJson(known, this.#codec);
  }

  #encoded(text: string): Uint8Array | undefined {
    try {
      return this.#codec.encode(text);
    } catch {
      // No message has this text.
      return undefined;
    }
  }

  #rest(step: Rest, at: number): number {
    const end = this.#restEnd(step, at);
    if (end < at || (step.holds === 'word' && end === at))
      return this.#fail(step.needle.length > 0 ? 'bytes' : 'end', at);
    if (step.isJson) return this.#jsonText(step, at, end);
    if (step.holds === 'bytes') {
      this.#capture(step.name, at, end, undefined);
      return end;
    }
    this.#effort.spent += end - at;
    const text = validText(this.#bytes.subarray(at, end), this.#codec);
    if (text === undefined) return this.#fail('value', at);
    this.#capture(step.name, at, end, text);
    return end;
  }

  /** Captures what an escaped text stands for. */
  #jsonText({ name }: Rest, at: number, end: number): number {
    this.#effort.spent += end - at;
    const text = unescapedJson(this.#codec.decode(this.#bytes.subarray(at, end)));
    const bytes = text === undefined ? undefined : this.#encoded(text);
    if (text === undefined || !bytes) return this.#fail('value', at);
    if (name !== '') this.captures.set(name, { bytes, value: text });
    return end;
  }

  /** Returns the offset where the bytes of a step end, or one before they begin. */
  #restEnd(step: Rest, at: number): number {
    let gap = 0;
    for (const next of step.gap) gap += this.#sizeOf(next) ?? Number.POSITIVE_INFINITY;
    const blank = step.holds === 'word' ? this.#search.blank(step, at) : this.#bytes.length - gap;
    if (step.needle.length === 0) return blank;
    const found = this.#search.find(step, at + gap, () => this.#needle(step));
    return found < 0 || (step.holds === 'word' && found > blank) ? -1 : found - gap;
  }

  #sizeOf(index: number): number | undefined {
    const step = this.#plan.steps[index] as Step;
    const type = step.kind === 'check' ? step.computed.type : 'type' in step ? step.type : undefined;
    return type && fixedBytes(type, asciiReader(this.#codec).widthBytes, count => this.#countOf(count));
  }

  #needle({ needle }: Rest): Uint8Array {
    return joinBytes(
      needle.map(index => {
        const step = this.#plan.steps[index] as Step;
        if (step.kind === 'literal') return step.bytes;
        const value = step.kind === 'insert' ? this.#valueOf(step.name) : undefined;
        const isJson = step.kind === 'insert' && step.isJson;
        const bytes = value === undefined ? undefined : this.#expected(value, isJson);
        this.#effort.spent += bytes?.length ?? 0;
        // Without a value, the comparison that follows fails.
        return bytes ?? new Uint8Array();
      }),
    );
  }

  #claimsHold(kind: 'length' | 'checksum', whole: boolean): boolean {
    for (const [index, claim] of this.#claims) {
      const step = this.#plan.steps[index] as Step;
      if (step.kind !== 'check' || step.computed.operation.kind !== kind) continue;
      if (!isEqualNumber(claim as bigint, this.#actual(step.computed, whole))) {
        this.#fail(kind, this.#positions[index] as number);
        return false;
      }
    }
    return true;
  }

  /** Returns the length or the checksum of what is covered. */
  #actual(computed: Computed, whole: boolean): bigint | undefined {
    const { operation, covered } = computed;
    if (covered.kind === 'value' || operation.kind === 'hash') return undefined;
    const { stepOf } = this.#plan;
    const from = this.#positions[stepOf[covered.from] as number] as number;
    // A message goes on after a template that describes only a part of it.
    const isOpen = covered.kind === 'following' && !whole;
    const to = isOpen ? this.#bytes.length : (this.#positions[stepOf[covered.to] as number] as number);
    if (operation.kind === 'length') return BigInt(to - from) + operation.plus;
    this.#effort.spent += to - from;
    return BigInt(operation.checksum.value(summed(computed, this.#bytes.subarray(from, to))));
  }
}

function isEqualNumber(a: bigint | number, b: bigint | number | undefined): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: a whole number equals a floating-point one of the same value.
  return b !== undefined && (a == b || (Number.isNaN(a) && Number.isNaN(b)));
}
