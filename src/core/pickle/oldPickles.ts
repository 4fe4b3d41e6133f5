/** Protocols 0 and 1, the default in Python 2: no header, and in protocol 0 values as lines of text. */
import type { PickleText } from './pickleValue.ts';

/** Bytes at the beginning that are examined. */
const startBytes = 512;
/** A dict or list, or a call that creates numpy arrays or bytes: other pickles can't be distinguished from text. */
const start = /^(?:\([dl]p\d+\n|[\s\S]*?c(?:numpy\._?core\.multiarray\n_reconstruct|_codecs\nencode)\n)/;

/** Whether bytes begin like a pickle of protocol 0 or 1. */
export function isOldPickle(bytes: Uint8Array): boolean {
  if (!mayBeOldPickle(bytes)) return false;
  const text = String.fromCharCode(...bytes.subarray(0, startBytes));
  return /^[}\]]q$/.test(text.slice(0, 2)) ? bytes[2] === 0 : start.test(text);
}

/** Whether a pickle of protocol 0 or 1 may begin with this byte: a mark, a name, an empty list or dict. */
export function mayBeOldPickle([first = 0]: Uint8Array): boolean {
  return first === 0x28 || first === 0x63 || first === 0x5d || first === 0x7d;
}

const backslash = 0x5c;
const escapes = new Map(
  [...'abfnrtv\\\'"'].map((letter, at) => [letter.charCodeAt(0), '\x07\b\f\n\r\t\v\\\'"'.charCodeAt(at)]),
);

/** Returns the text between the quotes of a `str` in Python 2 notation, or undefined without quotes. */
export function insideQuotes(line: Uint8Array): Uint8Array | undefined {
  const quote = line[0];
  const isQuoted = (quote === 0x27 || quote === 0x22) && line.length > 1 && line[line.length - 1] === quote;
  return isQuoted ? line.subarray(1, -1) : undefined;
}

/** Returns a lower bound of the number of bytes after removing escapes. */
export function unquotedLength(inside: Uint8Array): number {
  let length = inside.length;
  for (let at = inside.indexOf(backslash); at >= 0; at = inside.indexOf(backslash, at)) {
    const removed = inside[at + 1] === 0x78 && hexAt(inside, at + 2, 2) !== undefined ? 3 : 0;
    length -= removed;
    at += removed === 0 ? 2 : 4;
  }
  return length;
}

/** Returns the bytes with escapes decoded. */
export function unquotedBytes(inside: Uint8Array): Uint8Array {
  if (!inside.includes(backslash)) return inside;
  const bytes = new Uint8Array(unquotedLength(inside));
  let to = 0;
  for (let at = 0; at < inside.length; to++) {
    const byte = inside[at++] as number;
    const escaped = byte === backslash ? inside[at] : undefined;
    const hex = escaped === 0x78 ? hexAt(inside, at + 1, 2) : undefined;
    const plain = escaped === undefined ? undefined : escapes.get(escaped);
    bytes[to] = hex ?? plain ?? byte;
    if (hex !== undefined) at += 3;
    else if (plain !== undefined) at++;
  }
  return bytes.subarray(0, to);
}

/** Returns the Latin-1 bytes of a text in `raw-unicode-escape`, or undefined if a character isn't in Latin-1. */
export function latin1OfEscaped(text: Uint8Array): Uint8Array | undefined {
  if (!text.includes(backslash)) return text;
  const bytes = new Uint8Array(text.length);
  let to = 0;
  for (let at = 0; at < text.length; to++) {
    const byte = text[at++] as number;
    const digits = byte === backslash ? escapeDigits(text[at]) : 0;
    const code = digits > 0 ? hexAt(text, at + 1, digits) : undefined;
    if (code !== undefined && code > 0xff) return undefined;
    bytes[to] = code ?? byte;
    if (code !== undefined) at += 1 + digits;
  }
  return bytes.subarray(0, to);
}

/** Returns the beginning of a text, decoded from at most this many bytes. */
export function textStart({ bytes, isEscaped }: PickleText, maxBytes: number): string {
  const start = bytes.subarray(0, maxBytes);
  return isEscaped ? unescapedText(start) : new TextDecoder().decode(start);
}

/** Decodes a text in `raw-unicode-escape`. */
export function unescapedText(text: Uint8Array): string {
  let latin1 = '';
  for (const byte of text) latin1 += String.fromCharCode(byte);
  return latin1.replace(/\\u([\da-f]{4})|\\U([\da-f]{8})/gi, (written: string, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}

function escapeDigits(letter: number | undefined): number {
  if (letter === 0x75) return 4;
  return letter === 0x55 ? 8 : 0;
}

function hexAt(bytes: Uint8Array, from: number, digits: number): number | undefined {
  if (from + digits > bytes.length) return undefined;
  let value = 0;
  for (let at = from; at < from + digits; at++) {
    const digit = hexDigit(bytes[at] as number);
    if (digit === undefined) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
