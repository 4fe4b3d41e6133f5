/** Reply rules: the first whose condition holds answers a frame. */
import { encodeText } from './bytes/encodeText.ts';
import { parseHexPattern } from './bytes/hex.ts';
import type { Encoding, ReplyCondition, ReplyRule } from './endpointConfig.ts';
import { compilePattern, type Match } from './pattern.ts';
import { parseTemplate, renderTemplate } from './template.ts';

export interface RuleAnswer {
  /** Number of the rule, from 0. */
  readonly rule: number;
  readonly bytes: Uint8Array;
  readonly delayMs: number;
  /** End the connection after the answer. */
  readonly close: boolean;
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
    const template = parseTemplate(send);
    for (const part of template) if (typeof part === 'string') encode(part);
    return { rule, condition: compileCondition(when, encode, encoding), template, delayMs, close };
  });
  return {
    answer(frame) {
      for (const { rule, condition, template, delayMs, close } of compiled) {
        const match = condition(frame);
        if (match) return { rule, bytes: renderTemplate(template, frame, match, encode), delayMs, close };
      }
      return undefined;
    },
  };
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
