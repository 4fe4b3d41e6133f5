/** Reply rules: the first whose condition holds answers a frame. */
import { encodeText } from './bytes/encodeText.ts';
import { parseHex, parseHexPattern } from './bytes/hex.ts';
import type { Encoding, ReplyCondition, ReplyRule } from './endpointConfig.ts';
import { compilePattern, type Match, type Pattern } from './pattern.ts';
import { parseTemplate, renderTemplate, type Template } from './template.ts';

export interface RuleAnswer {
  /** Number of the rule, from 0. */
  readonly rule: number;
  readonly bytes: Uint8Array;
  readonly delayMs: number;
  /** End the connection after the answer. */
  readonly close: boolean;
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

interface CompiledRule extends Omit<RuleAnswer, 'bytes'> {
  readonly condition: Condition;
  readonly template: Template;
  readonly encode: (text: string) => Uint8Array;
}

/** @throws RangeError for a pattern, template or text that can't be used. */
export function compileReplyRules(rules: readonly ReplyRule[], encoding: Encoding): ReplyRules {
  const encodeIn = (text: string) => encodeText(text, encoding);
  const compiled = rules.map(({ when, send, delayMs = 0, close = false }, rule) => {
    const encode = typeof send === 'string' ? encodeIn : parseHex;
    const template = parseTemplate(typeof send === 'string' ? send : send.hex);
    for (const part of template) if (typeof part === 'string') encode(part);
    return { rule, condition: compileCondition(when, encodeIn, encoding), template, encode, delayMs, close };
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

function answerOf(
  { rule, template, encode, delayMs, close }: CompiledRule,
  frame: Uint8Array,
  match: Match,
): RuleAnswer {
  return { rule, bytes: renderTemplate(template, frame, match, encode), delayMs, close };
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
