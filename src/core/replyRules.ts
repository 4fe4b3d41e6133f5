/** Reply rules: the first one that matches a frame in the peer's state applies. */
import { answersOf } from './answersOf.ts';
import type { Encoding, ReplyRule } from './endpointConfig.ts';
import { CompiledPatterns } from './pattern/compiledPatterns.ts';
import { insertNames, sharedNames } from './ruleNames.ts';
import { compileCondition, templateCondition } from './rules/condition.ts';
import { keptNames } from './rules/keptNames.ts';
import { PeerMemory } from './rules/peerMemory.ts';
import { type Matchable, PatternCursor, type RuleCursor, SingleCursor } from './rules/ruleCursor.ts';
import { RuleScope } from './rules/ruleScope.ts';
import type { RuleMatch } from './rules/templateCondition.ts';
import type { CompiledTemplate } from './template/compileTemplate.ts';
import type { HoleValue } from './template/holeValue.ts';
import { compilePayload } from './template/payload.ts';
import type { VariableSources } from './template/values.ts';

export interface RuleAnswer {
  /** Number of the rule, from 0. */
  readonly rule: number;
  /** Replies in order. */
  readonly replies: readonly RuleReply[];
  /** Whether the replies are sent past the framing. */
  readonly raw: boolean;
  readonly delayMs: number;
  /** How the connection ends after the replies. */
  readonly close: false | 'end' | 'reset';
  /** What the condition captured, by name. */
  readonly captured: RuleMatch['named'];
  /** The peer's framing after the frame. */
  readonly framing: ReplyRule['framing'];
  /**
   * Changes the peer's state, keeps what was captured, and counts the rule. Returns the names of captures that are too
   * long to be kept.
   */
  apply(): readonly string[];
}

export interface RuleReply {
  /** Whether the reply contains the frame or parts of it. */
  readonly quotes: boolean;
  /** Returns the bytes of the reply. @throws RangeError for values that can't be sent. */
  render(sources: VariableSources): Uint8Array;
  /** Returns the same bytes in parts, without copying inserts. @throws RangeError for values that can't be sent. */
  parts(sources: VariableSources): readonly Uint8Array[];
}

/** Matches a rule's condition, possibly on another thread. */
export type RunMatch = (
  matchable: Matchable,
  bytes: Uint8Array,
  rule: number,
) => RuleMatch | undefined | Promise<RuleMatch | undefined>;

type RunAnswer = RuleAnswer | undefined | Promise<RuleAnswer | undefined>;

export interface ReplyRules {
  answer(frame: Uint8Array, memory?: PeerMemory): RuleAnswer | undefined;
  /** Does the same, matching with `run`. Returns a promise only if `run` does. */
  answer(frame: Uint8Array, memory: PeerMemory | undefined, run: RunMatch): RunAnswer;
  /** Returns the state in which the rules see a peer: the first one if no rule has its own. */
  stateOf(memory: PeerMemory): string;
}

const matchAtOnce: RunMatch = (matchable, bytes) => matchable.match(bytes);

interface CompiledRule extends Pick<RuleAnswer, 'rule' | 'raw' | 'delayMs' | 'close' | 'framing'> {
  readonly payloads: readonly CompiledTemplate[];
  readonly goTo: string | undefined;
  readonly times: number | undefined;
}

/** @throws RangeError for a pattern, template or text that can't be used. */
export function compileReplyRules(
  rules: readonly ReplyRule[],
  encoding: Encoding,
  known = new CompiledPatterns(),
): ReplyRules {
  return new CompiledRules(rules, encoding, known);
}

class CompiledRules implements ReplyRules {
  readonly #all: readonly CompiledRule[];
  /** The rules without a state. */
  readonly #everywhere = new RuleScope();
  /** Those of each state. */
  readonly #byState = new Map<string, RuleScope>();
  /** Names of the captures that are used after their frame. */
  readonly #kept: ReadonlySet<string>;

  constructor(rules: readonly ReplyRule[], encoding: Encoding, known: CompiledPatterns) {
    const names = sharedNames(rules, encoding, known);
    this.#kept = keptNames(rules, encoding, known);
    this.#all = rules.map((rule, at) => {
      this.#index(rule, at, { encoding, names, known });
      const inserts = insertNames(rule.when, encoding, names, known);
      return compiledRule(rule, at, payload => compilePayload(payload, encoding, inserts));
    });
  }

  stateOf({ state }: PeerMemory): string {
    return this.#byState.has(state) ? state : '';
  }

  answer(frame: Uint8Array, memory?: PeerMemory): RuleAnswer | undefined;
  answer(frame: Uint8Array, memory: PeerMemory | undefined, run: RunMatch): RunAnswer;
  answer(frame: Uint8Array, memory = new PeerMemory(), run: RunMatch = matchAtOnce): RunAnswer {
    const state = this.#byState.size > 0 ? this.#byState.get(this.stateOf(memory)) : undefined;
    const scopes = state ? [this.#everywhere, state] : [this.#everywhere];
    let literal = Number.POSITIVE_INFINITY;
    for (const { literals } of scopes) literal = Math.min(literal, literals.firstRule(frame) ?? literal);
    const cursors: RuleCursor[] = [];
    for (const scope of scopes) {
      if (scope.patterns.length > 0) cursors.push(new PatternCursor(scope, frame.length));
      if (scope.singles.length > 0) cursors.push(new SingleCursor(scope, frame, memory, this));
    }
    return this.#search(cursors, literal, frame, memory, run);
  }

  /** Matches the rules before that with the literal, in order. */
  #search(
    cursors: readonly RuleCursor[],
    literal: number,
    frame: Uint8Array,
    memory: PeerMemory,
    run: RunMatch,
  ): RunAnswer {
    for (let cursor = firstOf(cursors); cursor && cursor.rule < literal; cursor = firstOf(cursors)) {
      const { rule } = cursor;
      const taken = (match: RuleMatch | undefined, of: RuleCursor) => {
        const found = of.take(match);
        return found && this.#answerOf(rule, frame, found, memory);
      };
      const match = run(cursor.matchable, frame, rule);
      if (match instanceof Promise) {
        const of = cursor;
        return match.then(found => taken(found, of) ?? this.#search(cursors, literal, frame, memory, run));
      }
      const answer = taken(match, cursor);
      if (answer) return answer;
    }
    const match: RuleMatch = { groups: [frame], named: Object.create(null) };
    return literal === Number.POSITIVE_INFINITY ? undefined : this.#answerOf(literal, frame, match, memory);
  }

  #answerOf(at: number, frame: Uint8Array, match: RuleMatch, memory: PeerMemory): RuleAnswer {
    const { payloads, goTo, times, ...rest } = this.#all[at] as CompiledRule;
    const insert = (name: string) =>
      name in match.named ? match.named[name] : (insertOf(name, frame, match) ?? memory.values.get(name));
    const replies = payloads.map(payload => ({
      quotes: payload.hasInserts,
      render: (sources: VariableSources) => payload.render(sources, insert),
      parts: (sources: VariableSources) => payload.parts(sources, insert),
    }));
    return {
      ...rest,
      replies,
      captured: match.named,
      apply: () => {
        if (goTo !== undefined) memory.state = goTo;
        if (times !== undefined) memory.count(this, at);
        const captured = Object.entries(match.named).filter(([name]) => this.#kept.has(name));
        return captured.flatMap(([name, value]) => (value === undefined || memory.keep(name, value) ? [] : [name]));
      },
    };
  }

  #index({ when, times, state }: ReplyRule, rule: number, given: Parameters<typeof compileCondition>[1]): void {
    const scope = state === undefined ? this.#everywhere : (this.#byState.get(state) ?? new RuleScope());
    if (state !== undefined) this.#byState.set(state, scope);
    const condition = compileCondition(when, given);
    if (condition.kind === 'template') scope.addSingle({ rule, condition: condition.template, times });
    else if (condition.kind === 'pattern' && times === undefined)
      scope.patterns.push({ rule, pattern: condition.pattern });
    else if (condition.kind === 'pattern') scope.addSingle({ rule, condition: condition.pattern, times });
    else if (times === undefined) for (const literal of condition.literals) scope.literals.add(rule, literal);
    else if (!('regex' in when)) scope.addSingle({ rule, condition: templateCondition(when, given), times });
  }
}

function compiledRule(
  given: ReplyRule,
  rule: number,
  compile: (payload: ReturnType<typeof answersOf>[number]) => CompiledTemplate,
): CompiledRule {
  const { raw = false, delayMs = 0, close = false, framing, goTo, times } = given;
  return {
    ...{ rule, raw, delayMs, framing, goTo, times },
    close: close === true ? 'end' : close,
    payloads: answersOf(given).map(compile),
  };
}

/** Returns the cursor at the first rule. */
function firstOf(cursors: readonly RuleCursor[]): RuleCursor | undefined {
  let first: RuleCursor | undefined;
  for (const cursor of cursors) if (cursor.rule < (first?.rule ?? Number.POSITIVE_INFINITY)) first = cursor;
  return first;
}

/** Returns the bytes for a placeholder that isn't a capture with a name. One called `message` takes precedence. */
function insertOf(name: string, frame: Uint8Array, { groups }: RuleMatch): HoleValue | undefined {
  return /^\d+$/.test(name) ? groups[Number(name)] : name === 'message' ? frame : undefined;
}
