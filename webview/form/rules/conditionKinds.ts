/** The kinds of a rule's condition: how each is written in its field, and how it is converted to another kind. */
import { escapeText, textThatEncodesTo, unescapeText } from '../../../src/core/bytes/escapedText.ts';
import { parseHexPattern } from '../../../src/core/bytes/hex.ts';
import { isAsciiSuperset } from '../../../src/core/bytes/isAsciiSuperset.ts';
import type { Encoding, ReplyCondition } from '../../../src/core/endpointConfig.ts';
import { escapedPayload, payloadAsHex, payloadOfEscaped } from '../../../src/core/template/escapedPayload.ts';

export type ConditionKind = 'text' | 'regex' | 'hex';

export function conditionKind(when: ReplyCondition): ConditionKind {
  return 'text' in when ? 'text' : 'regex' in when ? 'regex' : 'hex';
}

/** Returns a condition as shown in its field. */
export function writtenCondition(when: ReplyCondition, encoding: Encoding): string {
  return 'text' in when ? escapeText(when.text, encoding) : 'regex' in when ? when.regex : when.hex;
}

/** Converts what is written to another kind; returns undefined if that isn't possible, or if it isn't valid. */
export function convertedCondition(
  written: string,
  [from, to]: readonly [ConditionKind, ConditionKind],
  encoding: Encoding,
): string | undefined {
  try {
    if (to === 'regex') return from === 'hex' ? patternOfHex(written, encoding) : written;
    if (to === 'hex') return from === 'text' ? payloadAsHex(payloadOfEscaped(written, encoding), encoding) : undefined;
    return from === 'hex' ? textOfHex(written, encoding) : textOfPattern(written, encoding);
  } catch {
    return undefined;
  }
}

function patternOfHex(hex: string, encoding: Encoding): string | undefined {
  if (!isAsciiSuperset(encoding)) return undefined;
  const bytes = parseHexPattern(hex);
  const flags = bytes.includes(undefined) ? '(?s)' : '';
  const parts = bytes.map(byte => (byte === undefined ? '.' : `\\x${byte.toString(16).padStart(2, '0')}`));
  return `${flags}^${parts.join('')}$`;
}

function textOfHex(hex: string, encoding: Encoding): string | undefined {
  if (hex.includes('{{')) return escapedPayload({ hex }, encoding);
  const bytes = parseHexPattern(hex).filter(byte => byte !== undefined);
  if (bytes.length < parseHexPattern(hex).length) return undefined;
  const text = textThatEncodesTo(Uint8Array.from(bytes), encoding);
  return text === undefined ? undefined : escapeText(text, encoding);
}

/** Converts a pattern to a text; one that isn't valid text stands for its own characters. */
function textOfPattern(pattern: string, encoding: Encoding): string {
  try {
    unescapeText(pattern, encoding);
    return pattern;
  } catch {
    return escapeText(pattern, encoding);
  }
}
