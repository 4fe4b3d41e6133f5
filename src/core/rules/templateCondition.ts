/** The condition of a rule as a template: text or hex that captures and checks parts of a message. */
import type { Encoding, Payload, ReplyCondition } from '../endpointConfig.ts';
import type { HoleValue } from '../template/holeValue.ts';
import { type Matcher, type MatchMode, matcher } from '../template/matcher.ts';
import type { HoleValues } from '../template/matchRun.ts';

/** Source that a condition was compiled from, for compiling it again on another thread. */
export interface TemplateSource {
  readonly template: Payload;
  readonly match: MatchMode;
  readonly encoding: Encoding;
  /** Names of values that may have been captured before. */
  readonly names: readonly string[];
}

/** What a condition matched: its bytes as group 0, then those of groups, and captured values by name. */
export interface RuleMatch {
  readonly groups: readonly (Uint8Array | undefined)[];
  readonly named: Readonly<Record<string, HoleValue | undefined>>;
}

/** A condition with the values that it compares with. */
export interface BoundTemplate {
  readonly source: TemplateSource;
  readonly values: HoleValues;
  /** Message bytes × size limits the work of one match, except for searches: see `maxEffort`. */
  readonly size: number;
  /** Returns what it matches; nothing if the search is given up, see `maxEffort`. */
  match(bytes: Uint8Array): RuleMatch | undefined;
  /** Returns the same, or `effort` if that takes more than `effort`. */
  matchWithin(bytes: Uint8Array, effort?: number): RuleMatch | undefined | 'effort';
}

export type TextCondition = Exclude<ReplyCondition, { regex: string }>;

export function templateOf(when: TextCondition): Payload {
  return 'text' in when ? when.text : { hex: when.hex };
}

export class TemplateCondition {
  readonly source: TemplateSource;
  readonly #matcher: Matcher;

  /** @throws RangeError for a template that can't be used. */
  constructor(source: TemplateSource) {
    this.source = source;
    this.#matcher = matcher(source.template, source);
  }

  /** Constant bytes at the start of every message that matches. */
  get prefix(): Uint8Array {
    return this.#matcher.prefix;
  }

  /** Returns false if a quick look shows that a message doesn't match. */
  mayMatch(bytes: Uint8Array): boolean {
    return this.#matcher.mayMatch(bytes);
  }

  bound(values: HoleValues): BoundTemplate {
    const [{ source }, compiled] = [this, this.#matcher];
    const matchWithin = (bytes: Uint8Array, effort?: number): RuleMatch | undefined | 'effort' => {
      const found = compiled.match(bytes, values, effort);
      if ('mismatch' in found) return found.mismatch === 'effort' ? 'effort' : undefined;
      const named: Record<string, HoleValue | undefined> = Object.create(null);
      for (const [name, value] of found.captures) named[name] = value;
      return { groups: [bytes.subarray(found.start, found.end)], named };
    };
    const match = (bytes: Uint8Array) => {
      const found = matchWithin(bytes);
      return found === 'effort' ? undefined : found;
    };
    return { source, values, size: compiled.passes, match, matchWithin };
  }
}
