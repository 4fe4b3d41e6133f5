/** Reply rules: the first whose condition holds answers a frame. */
import { encodeText } from './bytes/encodeText.ts';
import { parseHexPattern } from './bytes/hex.ts';
import type { Encoding, ReplyCondition, ReplyRule } from './endpointConfig.ts';
import { compilePattern, type Match, type Pattern } from './pattern.ts';
import { compilePayload } from './template/payload.ts';
import type { VariableSources } from './template/values.ts';

export interface RuleAnswer {
  /** Number of the rule, from 0. */
  readonly rule: number;
  readonly delayMs: number;
  /** End the connection after the answer. */
  readonly close: boolean;
  /** The bytes of the answer. @throws RangeError for values that can't be sent. */
  render(sources: VariableSources): Uint8Array;
  /** The same bytes in parts, without copying what is inserted. @throws RangeError for values that can't be sent. */
  parts(sources: VariableSources): readonly Uint8Array[];
}

/** Matches the pattern of a rule, perhaps on another thread. */
export type RunPattern = (
  pattern: Pattern,
  bytes: Uint8Array,
  rule: number,
) => Match | undefined | Promise<Match | undefined>;

export interface ReplyRules {
  answer(frame: Uint8Array): RuleAnswer | undefined;
  /** The same with patterns run by `run`. A promise only where that gives one. */
  answer(frame: Uint8Array, run: RunPattern): RuleAnswer | undefined | Promise<RuleAnswer | undefined>;
}

/** A match where the condition holds; without captures for text and hex. */
type Condition = (frame: Uint8Array, run: RunPattern, rule: number) => ReturnType<RunPattern>;

const matchAtOnce: RunPattern = (pattern, bytes) => pattern.match(bytes);

interface CompiledRule extends Omit<RuleAnswer, 'render' | 'parts'> {
  readonly condition: Condition;
  readonly payload: ReturnType<typeof compilePayload>;
}

/** @throws RangeError for a pattern, template or text that can't be used. */
export function compileReplyRules(rules: readonly ReplyRule[], encoding: Encoding): ReplyRules {
  const encode = (text: string) => encodeText(text, encoding);
  const compiled = rules.map(({ when, send, delayMs = 0, close = false }, rule) => {
    const condition = compileCondition(when, encode, encoding);
    return { rule, condition, payload: compilePayload(send, encoding, ruleInserts(when, encoding)), delayMs, close };
  });
  return {
    answer: ((frame: Uint8Array, run: RunPattern = matchAtOnce) =>
      firstAnswer(compiled, 0, frame, run)) as ReplyRules['answer'],
  };
}

/** The answer of the first rule that holds, from a rule on. */
function firstAnswer(
  rules: readonly CompiledRule[],
  from: number,
  frame: Uint8Array,
  run: RunPattern,
): RuleAnswer | undefined | Promise<RuleAnswer | undefined> {
  for (let at = from; at < rules.length; at++) {
    const rule = rules[at] as CompiledRule;
    const match = rule.condition(frame, run, rule.rule);
    if (match instanceof Promise) {
      return match.then(found => (found ? answerOf(rule, frame, found) : firstAnswer(rules, at + 1, frame, run)));
    }
    if (match) return answerOf(rule, frame, match);
  }
  return undefined;
}

function answerOf({ rule, payload, delayMs, close }: CompiledRule, frame: Uint8Array, match: Match): RuleAnswer {
  const insert = (name: string) => insertOf(name, frame, match);
  return {
    rule,
    delayMs,
    close,
    render: sources => payload.render(sources, insert),
    parts: sources => payload.parts(sources, insert),
  };
}

/** The names of holes that an answer to such frames may have. @throws RangeError for a pattern that can't be used. */
export function ruleInserts(when: ReplyCondition, encoding: Encoding): string[] {
  const groups = 'regex' in when ? compilePattern(when.regex, when.flags, encoding).groups : ['0'];
  return ['message', ...groups.filter(name => name !== 'message')];
}

/** A group called `message` is that group. */
function insertOf(name: string, frame: Uint8Array, { groups, named }: Match): Uint8Array | undefined {
  if (/^\d+$/.test(name)) return groups[Number(name)];
  return name in named || name !== 'message' ? named[name] : frame;
}

function compileCondition(when: ReplyCondition, encode: (text: string) => Uint8Array, encoding: Encoding): Condition {
  if ('regex' in when) {
    const pattern = compilePattern(when.regex, when.flags, encoding);
    return (frame, run, rule) => run(pattern, frame, rule);
  }
  if ('hex' in when) {
    const expected = parseHexPattern(when.hex);
    return frame => wholeIf(equals(frame, expected), frame);
  }
  const text = encode(when.text);
  const texts = ['', '\n', '\r\n', '\r'].map(ending => [...text, ...encode(ending)]);
  return frame =>
    wholeIf(
      texts.some(expected => equals(frame, expected)),
      frame,
    );
}

function wholeIf(holds: boolean, frame: Uint8Array): Match | undefined {
  return holds ? { groups: [frame], named: Object.create(null) } : undefined;
}

/** The whole frame is as expected; `undefined` stands for any byte. */
function equals(frame: Uint8Array, expected: readonly (number | undefined)[]): boolean {
  return frame.length === expected.length && expected.every((byte, at) => byte === undefined || byte === frame[at]);
}
