/**
 * The rules that apply in one state, or in all: an index of those that compare whole frames, sets of those with a
 * pattern, and those that are compared one by one, since they have placeholders or apply a limited number of times.
 */
import { LiteralConditions } from '../literalConditions.ts';
import type { Pattern } from '../pattern.ts';
import { PatternSets } from '../patternSet.ts';
import { PrefixIndex } from './prefixIndex.ts';
import { TemplateCondition } from './templateCondition.ts';

export interface PatternRule {
  readonly rule: number;
  readonly pattern: Pattern;
}

/** A rule that is compared on its own. */
export interface SingleRule {
  readonly rule: number;
  readonly condition: Pattern | TemplateCondition;
  /** Number of times that it applies to each peer. */
  readonly times: number | undefined;
}

const noPrefix = new Uint8Array();

export class RuleScope {
  readonly literals = new LiteralConditions();
  /** In order, as all lists here. */
  readonly patterns: PatternRule[] = [];
  readonly singles: SingleRule[] = [];
  #sets: PatternSets | undefined;
  readonly #prefixes = new PrefixIndex();

  addSingle(single: SingleRule): void {
    const { condition } = single;
    this.#prefixes.add(this.singles.length, condition instanceof TemplateCondition ? condition.prefix : noPrefix);
    this.singles.push(single);
  }

  /** Returns the positions of the single rules that may match a frame, in order. */
  candidates(frame: Uint8Array): readonly number[] {
    return this.#prefixes.candidates(frame);
  }

  /** Sets of the patterns. Call once all rules are added. */
  get sets(): PatternSets {
    this.#sets ??= new PatternSets(this.patterns.map(({ pattern }) => pattern));
    return this.#sets;
  }
}
