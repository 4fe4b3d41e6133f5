/** Positions in the lists of rules while a frame is compared with them: each is the next rule that may match. */
import type { Pattern } from '../pattern.ts';
import type { PatternSet, SetMatch } from '../patternSet.ts';
import type { PeerMemory } from './peerMemory.ts';
import type { PatternRule, RuleScope, SingleRule } from './ruleScope.ts';
import { type BoundTemplate, type RuleMatch, TemplateCondition } from './templateCondition.ts';

/** Something to be matched, possibly on another thread. */
export type Matchable = Pattern | BoundTemplate;

export interface RuleCursor {
  /** Number of the next rule that may match; infinite at the end. */
  readonly rule: number;
  /** What to match for it. */
  readonly matchable: Matchable;
  /** Continues behind what was matched. Returns the match if it is that of the rule. */
  take(match: RuleMatch | undefined): RuleMatch | undefined;
}

/** Patterns: a set finds the first one that matches, which is then matched on its own for its captures. */
export class PatternCursor implements RuleCursor {
  readonly #rules: readonly PatternRule[];
  readonly #scope: RuleScope;
  readonly #frameBytes: number;
  #at = 0;
  #isFound = false;
  #set: PatternSet | undefined;

  constructor(scope: RuleScope, frameBytes: number) {
    this.#rules = scope.patterns;
    this.#scope = scope;
    this.#frameBytes = frameBytes;
  }

  get rule(): number {
    return this.#rules[this.#at]?.rule ?? Number.POSITIVE_INFINITY;
  }

  get matchable(): Pattern {
    this.#set = this.#isFound ? undefined : this.#scope.sets.from(this.#at, this.#frameBytes);
    return this.#set ?? (this.#rules[this.#at] as PatternRule).pattern;
  }

  take(match: RuleMatch | undefined): RuleMatch | undefined {
    const set = this.#set;
    this.#isFound = set !== undefined && match !== undefined;
    if (!set) this.#at++;
    else this.#at = match ? (match as SetMatch).first : set.end;
    return set ? undefined : match;
  }
}

/** Rules that are compared one by one. */
export class SingleCursor implements RuleCursor {
  readonly #singles: readonly SingleRule[];
  /** Positions of those that may match. */
  readonly #candidates: readonly number[];
  readonly #frame: Uint8Array;
  readonly #memory: PeerMemory;
  readonly #rules: object;
  #at = -1;

  /** `rules` identifies the rules whose applications the memory counts. */
  constructor(scope: RuleScope, frame: Uint8Array, memory: PeerMemory, rules: object) {
    this.#singles = scope.singles;
    this.#candidates = scope.candidates(frame);
    this.#frame = frame;
    this.#memory = memory;
    this.#rules = rules;
    this.#next();
  }

  get rule(): number {
    return this.#single?.rule ?? Number.POSITIVE_INFINITY;
  }

  get matchable(): Matchable {
    const { condition } = this.#single as SingleRule;
    return condition instanceof TemplateCondition ? condition.bound(this.#memory.values) : condition;
  }

  take(match: RuleMatch | undefined): RuleMatch | undefined {
    this.#next();
    return match;
  }

  get #single(): SingleRule | undefined {
    return this.#singles[this.#candidates[this.#at] ?? -1];
  }

  #next(): void {
    do this.#at++;
    while (this.#single && !this.#mayMatch(this.#single));
  }

  #mayMatch({ rule, condition, times }: SingleRule): boolean {
    if (times !== undefined && this.#memory.times(this.#rules, rule) >= times) return false;
    return !(condition instanceof TemplateCondition) || condition.mayMatch(this.#frame);
  }
}
