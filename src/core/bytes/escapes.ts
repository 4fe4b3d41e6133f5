/** C escapes in typed text: `\n \r \t \0 \a \b \f \v \e \\ \" \' \xNN \uNNNN \u{…}`. */
import type { Encoding } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { hexDigit } from './hex.ts';
import { isAsciiSuperset } from './isAsciiSuperset.ts';
import { TextWriter } from './textWriter.ts';

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
const backslash = '\\'.charCodeAt(0);
const lastCodePoint = 0x10ffff;
/** The beginning of an incomplete escape, or a backslash and the character after it. */
const brokenEscape = /\\(?:x[0-9a-fA-F]?|u\{[0-9a-fA-F]{0,8}\}?|u[0-9a-fA-F]{0,3}|.)?/suy;
/** Escapes for characters that can't be typed. A backslash that is itself escaped doesn't start one. */
const invisible = /(?<!\\)(?:\\\\)*\\(?:[nrt0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\})/;

/** Whether the text contains something that looks like an escape: `\n`, `\r`, `\t`, `\0`, `\xNN`, `\uNNNN` or `\u{…}`. */
export function hasEscapes(text: string): boolean {
  return invisible.test(text);
}

/**
 * Returns the escape of NUL before `next`: `\0` and a digit would be read as an octal escape. `\x00` is a single byte,
 * which isn't a character in UTF-16.
 */
export function escapedNul(next: string | undefined, encoding: Encoding = 'utf8'): string {
  if (!/^[0-9]/.test(next ?? '')) return '\\0';
  return isAsciiSuperset(encoding) ? '\\x00' : '\\u{0}';
}

/**
 * Returns the text in the endpoint's encoding, where `\xNN` is a byte and `\u{…}` a character. `offset` is where the
 * text begins in a longer one.
 * @throws RangeError naming an escape that is unknown or incomplete, or a character that can't be encoded.
 */
export function unescapeBytes(text: string, encoding: Encoding, offset = 0): Uint8Array<ArrayBuffer> {
  const written = new TextWriter(encoding, text.length);
  const isAscii = isAsciiSuperset(encoding);
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (unit === backslash) {
      at += addEscape(written, text, at, { isAscii, offset });
      continue;
    }
    const codePoint = unit < 0xd800 ? unit : (text.codePointAt(at) ?? unit);
    written.add(codePoint, offset + at);
    at += codePoint > 0xffff ? 2 : 1;
  }
  return written.bytes;
}

interface EscapeContext {
  /** Whether a byte below 0x80 is always a character. */
  readonly isAscii: boolean;
  /** Position of the text in a longer one. */
  readonly offset: number;
}

/** Adds the bytes that an escape stands for. Returns the length of the escape. */
function addEscape(written: TextWriter, text: string, at: number, { isAscii, offset }: EscapeContext): number {
  const letter = text[at + 1] ?? '';
  if (letter === 'x' || letter === 'u') {
    const digits = letter === 'x' ? 2 : text[at + 2] === '{' ? bracedDigits(text, at + 3) : 4;
    const first = at + (letter === 'u' && text[at + 2] === '{' ? 3 : 2);
    const value = digitsAt(text, first, digits);
    const end = first + digits + (first - at - 2);
    if (value > lastCodePoint) throw beyondLast(text.slice(at, end), offset + at + 1);
    if (value >= 0) {
      if (letter === 'x' || (value < 0x80 && isAscii)) written.addByte(value);
      else written.add(value, offset + at);
      return end - at;
    }
  } else if (Object.hasOwn(named, letter)) {
    const value = named[letter] ?? 0;
    written.add(value, offset + at);
    return 2;
  }
  throw invalidEscape(text, at, offset);
}

function beyondLast(piece: string, place: number): TextError {
  return new TextError('"{0}" at character {1} is beyond the last code point, {2}', piece, place, '\\u{10ffff}');
}

/** Returns an error that quotes the backslash and only the part after it that belongs to the escape. */
function invalidEscape(text: string, at: number, offset: number): TextError {
  brokenEscape.lastIndex = at;
  const [piece = '\\'] = brokenEscape.exec(text) ?? [];
  const place = offset + at + 1;
  return new TextError('"{0}" at character {1} isn’t a valid escape; write \\\\ for a backslash', piece, place);
}

/** Returns the number of digits before the closing brace, from 1 to 6, or NaN. */
function bracedDigits(text: string, at: number): number {
  for (let digits = 1; digits <= 6; digits++) if (text[at + digits] === '}') return digits;
  return Number.NaN;
}

/** Returns the value of this many hex digits, or a negative number. */
function digitsAt(text: string, at: number, digits: number): number {
  let value = Number.isNaN(digits) ? -1 : 0;
  for (let next = at; next < at + digits && value >= 0; next++) {
    const digit = hexDigit(text.charCodeAt(next));
    value = digit < 0 ? -1 : 16 * value + digit;
  }
  return value;
}
