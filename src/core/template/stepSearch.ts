/** Finds where the bytes of a step end. Searches are remembered: one that begins before their end has the same result. */
import { asciiReader } from '../bytes/asciiReader.ts';
import { ByteSearch } from '../bytes/byteSearch.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import { wordEnd } from './decodeTyped.ts';
import type { Rest } from './matchPlan.ts';

/** What all attempts on a message share. */
export interface Effort {
  /** Bytes compared, decoded or summed, and steps taken. */
  spent: number;
}

/** Where a search that began at `from` ended. */
interface Found {
  readonly from: number;
  readonly at: number;
}

const backslash = 0x5c;

export class StepSearch {
  readonly #codec: TextCodec;
  readonly #bytes: Uint8Array;
  readonly #unitBytes: number;
  readonly #effort: Effort;
  /** Searches for needles that aren't constant, but the same in all attempts. */
  readonly #searches = new Map<Rest, ByteSearch>();
  readonly #found = new Map<Rest, Found>();
  readonly #wordEnds = new Map<Rest, Found>();

  constructor(codec: TextCodec, bytes: Uint8Array, unitBytes: number, effort: Effort) {
    this.#codec = codec;
    this.#bytes = bytes;
    this.#unitBytes = unitBytes;
    this.#effort = effort;
  }

  /** Returns the first occurrence of what ends a step, or -1. `needle` returns it if it isn't constant. */
  find(step: Rest, from: number, needle: () => Uint8Array): number {
    const known = this.#found.get(step);
    if (step.isStable && known && isWithin(known, from, this.#unitBytes))
      return known.at === Number.POSITIVE_INFINITY ? -1 : known.at;
    const search = step.search ?? this.#searches.get(step) ?? new ByteSearch(needle());
    if (step.isStable && !step.search) this.#searches.set(step, search);
    let found = this.first(search, from);
    while (found >= 0 && step.isJson && this.#isEscaped(from, found))
      found = this.first(search, found + this.#unitBytes);
    this.#found.set(step, { from, at: found < 0 ? Number.POSITIVE_INFINITY : found });
    return found;
  }

  /** Returns the first occurrence from an offset on, or -1. */
  first(search: ByteSearch, from: number): number {
    const found = search.indexIn(this.#bytes, from, this.#unitBytes);
    this.#effort.spent += Math.max(0, (found < 0 ? this.#bytes.length : found) - from);
    return found;
  }

  /** Returns the offset of the first blank from an offset on, or the end. */
  blank(step: Rest, from: number): number {
    const known = this.#wordEnds.get(step);
    if (known && isWithin(known, from, asciiReader(this.#codec).widthBytes)) return known.at;
    const at = wordEnd(this.#bytes, from, this.#codec);
    this.#effort.spent += at - from;
    this.#wordEnds.set(step, { from, at });
    return at;
  }

  /** Whether the character at an offset belongs to an escape that begins before it. */
  #isEscaped(from: number, at: number): boolean {
    const ascii = asciiReader(this.#codec);
    let begin = at;
    while (begin - ascii.widthBytes >= from && ascii.codeAt(this.#bytes, begin - ascii.widthBytes) === backslash)
      begin -= ascii.widthBytes;
    this.#effort.spent += at - begin;
    return ((at - begin) / ascii.widthBytes) % 2 === 1;
  }
}

/** Whether a search from here on would end at the same place. */
function isWithin({ from, at }: Found, start: number, unitBytes: number): boolean {
  return from <= start && start <= at && (start - from) % unitBytes === 0;
}
