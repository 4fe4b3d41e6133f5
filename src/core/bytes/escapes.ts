/** C escapes in typed text: `\n \r \t \0 \a \b \f \v \e \\ \" \' \xNN \uNNNN \u{…}`. */
import type { Encoding } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { encodeText } from './encodeText.ts';

const named: Record<string, number> = {
  n: 10,
  r: 13,
  t: 9,
  0: 0,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  '\\': 92,
  '"': 34,
  "'": 39,
};
const escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([nrt0abfve\\"']))/y;
/** Escapes for characters that can’t be typed. An escaped backslash doesn’t start one. */
const invisible = /(?<!\\)(?:\\\\)*\\(?:[nrt0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\})/;

/** Whether the text contains something that looks like an escape: `\n`, `\r`, `\t`, `\0`, `\xNN`, `\uNNNN` or `\u{…}`. */
export function hasEscapes(text: string): boolean {
  return invisible.test(text);
}

/** Returns the escape of NUL before `next`: `\\0` and a digit would be read as an octal escape. */
export function escapedNul(next: string | undefined): string {
  return /^[0-9]/.test(next ?? '') ? '\\x00' : '\\0';
}

/**
 * Returns the text in the endpoint's encoding, where `\xNN` is one byte and `\u{…}` a character. `offset` is where it begins in a longer
 * text.
 * @throws RangeError naming an escape that is unknown or incomplete, or a character that can't be encoded.
 */
export function unescapeBytes(text: string, encoding: Encoding, offset = 0): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\\', at);
    const end = next < 0 ? text.length : next;
    for (const byte of encodeText(text.slice(at, end), encoding, offset + at)) bytes.push(byte);
    if (next < 0) break;
    escapeSequence.lastIndex = next;
    const match = escapeSequence.exec(text);
    if (!match)
      throw new TextError(
        '"{0}" at character {1} isn’t a valid escape; write \\\\ for a backslash',
        text.slice(next, next + 4),
        offset + next + 1,
      );
    for (const byte of escapedBytes(match, encoding)) bytes.push(byte);
    at = escapeSequence.lastIndex;
  }
  return Uint8Array.from(bytes);
}

function escapedBytes([whole, byte, unit, codePoint, name]: RegExpExecArray, encoding: Encoding): Iterable<number> {
  if (byte !== undefined) return [Number.parseInt(byte, 16)];
  const character = name === undefined ? Number.parseInt(unit ?? codePoint ?? '', 16) : (named[name] ?? 0);
  if (character > 0x10ffff) throw new TextError('"{0}" is beyond the last code point, \\u{10ffff}', whole);
  return encodeText(String.fromCodePoint(character), encoding);
}
