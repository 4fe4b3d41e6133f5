/** Reply rules: the first one whose condition matches replies to a frame. */
import { answersOf } from './answersOf.ts';
import { encodeText } from './bytes/encodeText.ts';
import { parseHexPattern } from './bytes/hex.ts';
import type { Encoding, ReplyCondition, ReplyRule } from './endpointConfig.ts';
import { type Literal, LiteralConditions } from './literalConditions.ts';
import { CompiledPatterns } from './pattern/compiledPatterns.ts';
import { compilePattern, type Match, type Pattern } from './pattern.ts';
import { PatternSets, type SetMatch } from './patternSet.ts';
import { compilePayload } from './template/payload.ts';
import type { VariableSources } from './template/values.ts';

export interface RuleAnswer {
  /** Number of the rule, from 0. */
  readonly rule: number;
  readonly delayMs: number;
  /** Whether the connection ends after the reply. */
  readonly close: boolean;
  /** Whether the reply contains the frame or parts of it. */
  readonly quotes: boolean;
  /** Returns the bytes of the reply. @throws RangeError for values that can't be sent. */
  render(sources: VariableSources): Uint8Array;
  /** Returns the same bytes in parts, without copying inserts. @throws RangeError for values that can't be sent. */
  parts(sources: VariableSources): readonly Uint8Array[];
}

/** Matches a rule's pattern, possibly on another thread. */
export type RunPattern = (
  pattern: Pattern,
  bytes: Uint8Array,
  rule: number,
) => Match | undefined | Promise<Match | undefined>;

type RunAnswer = RuleAnswer | undefined | Promise<RuleAnswer | undefined>;

export interface ReplyRules {
  answer(frame: Uint8Array): RuleAnswer | undefined;
  /** Does the same, running patterns with `run`. Returns a promise only if `run` does. */
  answer(frame: Uint8Array, run: RunPattern): RunAnswer;
}

const matchAtOnce: RunPattern = (pattern, bytes) => pattern.match(bytes);

interface CompiledRule extends Pick<RuleAnswer, 'rule' | 'delayMs' | 'close'> {
  readonly payload: ReturnType<typeof compilePayload>;
}

interface PatternRule extends CompiledRule {
  readonly pattern: Pattern;
}

interface CompiledRules {
  readonly all: readonly CompiledRule[];
  /** Index of the text and hex conditions. */
  readonly literals: LiteralConditions;
  /** The rules with a pattern, in order. */
  readonly patterns: readonly PatternRule[];
  /** Sets of the same patterns, which match several at a time. */
  readonly sets: PatternSets;
}

/** @throws RangeError for a pattern, template or text that can't be used. */
export function compileReplyRules(
  rules: readonly ReplyRule[],
  encoding: Encoding,
  known = new CompiledPatterns(),
): ReplyRules {
  const compiled = compileRules(rules, encoding, known);
  return {
    answer: ((frame: Uint8Array, run: RunPattern = matchAtOnce) =>
      firstAnswer(compiled, { at: 0 }, frame, run)) as ReplyRules['answer'],
  };
}

/** Not in the function above, whose result would keep patterns in memory that are needed only here. */
function compileRules(rules: readonly ReplyRule[], encoding: Encoding, known: CompiledPatterns): CompiledRules {
  const literals = new LiteralConditions();
  const patterns: PatternRule[] = [];
  const all = rules.map((given, rule) => {
    const { when, delayMs = 0, close = false } = given;
    const pattern = 'regex' in when ? compilePattern(when.regex, when.flags, encoding, known) : undefined;
    const payload = compilePayload(answersOf(given)[0] ?? '', encoding, insertsOf(pattern));
    const compiled = { rule, payload, delayMs, close: close !== false };
    if (pattern) patterns.push({ ...compiled, pattern });
    if (!('regex' in when)) for (const literal of literalsOf(when, encoding)) literals.add(rule, literal);
    return compiled;
  });
  return { all, literals, patterns, sets: new PatternSets(patterns.map(({ pattern }) => pattern)) };
}

/** Position at which matching the patterns continues. */
interface Position {
  readonly at: number;
  /** Whether the set has already found that this pattern matches. */
  readonly isFound?: boolean;
}

/** Returns the reply of the first rule that matches: a literal's, unless an earlier pattern matches. */
function firstAnswer(rules: CompiledRules, from: Position, frame: Uint8Array, run: RunPattern): RunAnswer {
  const literal = rules.all[rules.literals.firstRule(frame) ?? rules.all.length];
  for (let position = from; position.at < rules.patterns.length; ) {
    const { at, isFound } = position;
    const rule = rules.patterns[at] as PatternRule;
    if (literal && rule.rule > literal.rule) break;
    const set = isFound ? undefined : rules.sets.from(at, frame.length);
    const match: ReturnType<RunPattern> = run(set ?? rule.pattern, frame, rule.rule);
    const next = (found: Match | undefined): Position => {
      if (!set) return { at: at + 1 };
      return found ? { at: (found as SetMatch).first, isFound: true } : { at: set.end };
    };
    const goOn = (found: Match | undefined) => firstAnswer(rules, next(found), frame, run);
    if (match instanceof Promise)
      return match.then(found => (found && !set ? answerOf(rule, frame, found) : goOn(found)));
    if (match && !set) return answerOf(rule, frame, match);
    position = next(match);
  }
  return literal && answerOf(literal, frame, { groups: [frame], named: Object.create(null) });
}

function answerOf({ rule, payload, delayMs, close }: CompiledRule, frame: Uint8Array, match: Match): RuleAnswer {
  const insert = (name: string) => insertOf(name, frame, match);
  return {
    rule,
    delayMs,
    close,
    quotes: payload.hasInserts,
    render: sources => payload.render(sources, insert),
    parts: sources => payload.parts(sources, insert),
  };
}

function insertsOf(pattern: Pattern | undefined): string[] {
  const groups = pattern?.groups ?? ['0'];
  return ['message', ...groups.filter(name => name !== 'message')];
}

/** Returns the bytes for a placeholder. A group called `message` takes precedence over the message. */
function insertOf(name: string, frame: Uint8Array, { groups, named }: Match): Uint8Array | undefined {
  if (/^\d+$/.test(name)) return groups[Number(name)];
  return name in named || name !== 'message' ? named[name] : frame;
}

/** Returns the frames that a text or hex condition matches. Text matches with any line ending or none. */
function literalsOf(when: Exclude<ReplyCondition, { regex: string }>, encoding: Encoding): Literal[] {
  if ('hex' in when) return [parseHexPattern(when.hex)];
  const encode = (text: string) => encodeText(text, encoding);
  const text = encode(when.text);
  return ['', '\n', '\r\n', '\r'].map(ending => [...text, ...encode(ending)]);
}
