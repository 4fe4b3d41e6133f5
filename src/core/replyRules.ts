/** Reply rules: the first whose condition holds answers a frame. */
import { encodeText } from './bytes/encodeText.ts';
import { parseHexPattern } from './bytes/hex.ts';
import type { Encoding, ReplyCondition, ReplyRule } from './endpointConfig.ts';
import { compilePattern, type Match } from './pattern.ts';
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
}

export interface ReplyRules {
  answer(frame: Uint8Array): RuleAnswer | undefined;
}

/** A match where the condition holds; without captures for text and hex. */
type Condition = (frame: Uint8Array) => Match | undefined;

/** @throws RangeError for a pattern, template or text that can't be used. */
export function compileReplyRules(rules: readonly ReplyRule[], encoding: Encoding): ReplyRules {
  const encode = (text: string) => encodeText(text, encoding);
  const compiled = rules.map(({ when, send, delayMs = 0, close = false }, rule) => {
    const condition = compileCondition(when, encode, encoding);
    return { rule, condition, payload: compilePayload(send, encoding, ruleInserts(when, encoding)), delayMs, close };
  });
  return {
    answer(frame) {
      for (const { rule, condition, payload, delayMs, close } of compiled) {
        const match = condition(frame);
        if (!match) continue;
        const insert = (name: string) => insertOf(name, frame, match);
        return { rule, delayMs, close, render: sources => payload.render(sources, insert) };
      }
      return undefined;
    },
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
    return frame => pattern.match(frame);
  }
  if ('hex' in when) {
    const expected = parseHexPattern(when.hex);
    return frame => wholeIf(equals(frame, expected), frame);
  }
  const text = encode(when.text);
  const endings = ['', '\n', '\r\n', '\r'].map(encode);
  return frame =>
    wholeIf(
      endings.some(ending => equals(frame, [...text, ...ending])),
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
