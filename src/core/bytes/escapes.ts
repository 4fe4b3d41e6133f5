/** C escapes in typed text: `\n \r \t \0 \a \b \f \v \e \\ \" \' \xNN \uNNNN \u{…}`. */
import type { Encoding } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { encodeText } from './encodeText.ts';
import { isAsciiSuperset } from './isAsciiSuperset.ts';

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
/** The beginning of an escape that is incomplete, or a backslash and the character after it. */
const brokenEscape = /\\(?:x[0-9a-fA-F]?|u\{[0-9a-fA-F]{0,8}\}?|u[0-9a-fA-F]{0,3}|.)?/suy;
/** Escapes for characters that can’t be typed. An escaped backslash doesn’t start one. */
const invisible = /(?<!\\)(?:\\\\)*\\(?:[nrt0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\})/;

/** Whether the text contains something that looks like an escape: `\n`, `\r`, `\t`, `\0`, `\xNN`, `\uNNNN` or `\u{…}`. */
export function hasEscapes(text: string): boolean {
  return invisible.test(text);
}

/**
 * Returns the escape of NUL before `next`: `\\0` and a digit would be read as an octal escape. `\\x00` is a single byte, which isn't a
 * character of UTF-16.
 */
export function escapedNul(next: string | undefined, encoding: Encoding = 'utf8'): string {
  if (!/^[0-9]/.test(next ?? '')) return '\\0';
  return isAsciiSuperset(encoding) ? '\\x00' : '\\u{0}';
}

/**
 * Returns the text in the endpoint's encoding, where `\xNN` is one byte and `\u{…}` a character. `offset` is where it begins in a longer
 * text.
 * @throws RangeError naming an escape that is unknown or incomplete, or a character that can't be encoded.
 */
export function unescapeBytes(text: string, encoding: Encoding, offset = 0): Uint8Array<ArrayBuffer> {
  // Millions of escapes, as of a binary message that is edited, are encoded without an object for each.
  const written = new WrittenBytes(text.length);
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\\', at);
    const end = next < 0 ? text.length : next;
    if (end > at) written.add(encodeText(text.slice(at, end), encoding, offset + at));
    if (next < 0) break;
    escapeSequence.lastIndex = next;
    const match = escapeSequence.exec(text);
    if (!match) throw invalidEscape(text, next, offset);
    addEscaped(written, match, encoding, offset);
    at = escapeSequence.lastIndex;
  }
  return written.bytes;
}

/** Quotes the backslash, and only as much after it as belongs to the escape. */
function invalidEscape(text: string, at: number, offset: number): TextError {
  brokenEscape.lastIndex = at;
  const [piece = '\\'] = brokenEscape.exec(text) ?? [];
  const place = offset + at + 1;
  return new TextError('"{0}" at character {1} isn’t a valid escape; write \\\\ for a backslash', piece, place);
}

/** Bytes that are added one after another. */
class WrittenBytes {
  #memory: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity: number) {
    this.#memory = new Uint8Array(capacity);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#memory.slice(0, this.#length);
  }

  add(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#memory.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  addByte(byte: number): void {
    this.#reserve(1);
    this.#memory[this.#length++] = byte;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#memory.length) return;
    const larger = new Uint8Array(2 * (this.#length + count));
    larger.set(this.#memory.subarray(0, this.#length));
    this.#memory = larger;
  }
}

function addEscaped(written: WrittenBytes, match: RegExpExecArray, encoding: Encoding, offset: number): void {
  const [whole, byte, unit, codePoint, name] = match;
  const at = offset + match.index;
  const hex = byte ?? unit ?? codePoint;
  const value = hex === undefined ? (named[name ?? ''] ?? 0) : Number.parseInt(hex, 16);
  if (value > 0x10ffff)
    throw new TextError('"{0}" at character {1} is beyond the last code point, {2}', whole, at + 1, '\\u{10ffff}');
  if (byte !== undefined || (value < 0x80 && isAsciiSuperset(encoding))) written.addByte(value);
  else written.add(encodeText(String.fromCodePoint(value), encoding, at));
}
