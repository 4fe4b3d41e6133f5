/** Converts text to one line with escapes for control characters, and back, for fields that must show line breaks. */
import type { Encoding } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { decodeText } from './decodeText.ts';
import { encodeText } from './encodeText.ts';
import { escapedNul, unescapeBytes } from './escapes.ts';
import { quotable } from './quotable.ts';

const names: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Consecutive byte escapes, which may form one character; or any other escape, which isn't captured. */
const byteEscapes = /((?:\\x[0-9a-fA-F]{2})+)|\\./gs;

/** Returns text that `unescapeText` converts back to the same text. */
export function escapeText(text: string, encoding: Encoding = 'utf8'): string {
  const escaped = (character: string, at: number) =>
    character === '\0' ? escapedNul(text[at + 1], encoding) : escapeOf(character);
  return text.replaceAll(/[\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** Returns text that `unescapeBytes` converts back to the same bytes. */
export function escapeBytes(bytes: Uint8Array, encoding: Encoding): string {
  return escapeText(decodeText(bytes, encoding), encoding);
}

/** @throws RangeError naming an escape that is unknown or incomplete, or bytes that aren't text in this encoding. */
export function unescapeText(text: string, encoding: Encoding = 'utf8'): string {
  const bytes = unescapeBytes(text, encoding);
  const decoded = textThatEncodesTo(bytes, encoding);
  if (decoded !== undefined) return decoded;
  for (const { 0: piece, 1: escapes, index } of text.matchAll(byteEscapes)) {
    if (escapes === undefined || textThatEncodesTo(unescapeBytes(piece, encoding), encoding) !== undefined) continue;
    throw new TextError(
      '"{0}" at character {1} isn’t text in this encoding; write a character as {2}, or enter the bytes in hex',
      quotable(piece),
      index + 1,
      '\\u{…}',
    );
  }
  throw new TextError(
    'these bytes aren’t text in this encoding; write a character as {0}, or enter the bytes in hex',
    '\\u{…}',
  );
}

/** Returns text that encodes to these bytes, or undefined if there is none. */
export function textThatEncodesTo(bytes: Uint8Array, encoding: Encoding): string | undefined {
  const text = decodeText(bytes, encoding);
  // A byte that is not text is represented by a lone surrogate.
  return /\p{Cs}/u.test(text) || encodeText(text, encoding).length !== bytes.length ? undefined : text;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // A byte that is not text is represented by U+DC00 and the byte.
  if (code >= 0xdc00 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16).padStart(2, '0')}`;
  return names[character] ?? `\\u{${code.toString(16)}}`;
}
