/** Decodes a value from a message as its placeholder's type says. */
import { asciiReader } from '../bytes/asciiReader.ts';
import { isBlank } from '../bytes/isBlank.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import { parseNumber } from './holeValue.ts';
import { type Count, maxDigits, type ValueType } from './valueType.ts';

export interface DecodeContext {
  readonly codec: TextCodec;
  /** Returns the number that a count stands for; undefined if it isn't known. */
  countOf(count: Count): number | undefined;
}

export interface Decoded {
  /** Undefined if the bytes mean nothing but themselves. */
  readonly value: bigint | number | string | undefined;
  /** Offset after the value. */
  readonly end: number;
}

type Read = (view: DataView, at: number, little: boolean) => number;
const floats: Readonly<Record<4 | 8, Read>> = {
  4: (view, at, little) => view.getFloat32(at, little),
  8: (view, at, little) => view.getFloat64(at, little),
};

/**
 * Returns the value at an offset; undefined if there is none of this type. Reads a number of bytes that depends only
 * on the type, except for the types `bytes` and `text` without a count and `word`, which the caller delimits.
 */
export function decodeTyped(
  type: ValueType,
  bytes: Uint8Array,
  at: number,
  context: DecodeContext,
): Decoded | undefined {
  switch (type.kind) {
    case 'integer':
      return decodeInteger(type, bytes, at);
    case 'float': {
      const end = at + type.bytes;
      if (end > bytes.length) return undefined;
      return { value: floats[type.bytes](new DataView(bytes.buffer, bytes.byteOffset), at, type.little), end };
    }
    case 'varint':
      return decodeVarint(bytes, at);
    case 'bcd':
      return decodeBcd(bytes, at, context.countOf(type.count));
    case 'dec':
    case 'hex':
      return type.count === undefined
        ? decodeNumber(type.kind, bytes, at, context)
        : decodeDigits(type.kind, bytes, at, context, context.countOf(type.count));
    case 'int':
    case 'num':
      return decodeNumber(type.kind, bytes, at, context);
    case 'bytes':
    case 'text':
      return decodeCounted(type.kind, bytes, at, context.countOf(type.count ?? bytes.length - at), context);
    case 'word':
    case 'base64':
      return undefined;
  }
}

/** Returns the text of the bytes without padding behind; undefined if they aren't text. */
export function validText(bytes: Uint8Array, codec: TextCodec): string | undefined {
  const text = codec.decode(bytes);
  return /\p{Cs}/u.test(text) ? undefined : text.slice(0, paddingStart(text));
}

/** A regular expression would take quadratic time for many blanks. */
function paddingStart(text: string): number {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\0')) end--;
  return end;
}

/** Returns the offset of the first blank from `at` on, or the end. */
export function wordEnd(bytes: Uint8Array, at: number, codec: TextCodec): number {
  const ascii = asciiReader(codec);
  let end = at;
  while (end < bytes.length) {
    const code = ascii.codeAt(bytes, end);
    if (code >= 0 && isBlank(code)) break;
    end += ascii.widthBytes;
  }
  return Math.min(end, bytes.length);
}

function decodeInteger(
  { bytes: size, signed, little }: Extract<ValueType, { kind: 'integer' }>,
  bytes: Uint8Array,
  at: number,
): Decoded | undefined {
  const end = at + size;
  if (end > bytes.length) return undefined;
  let value = 0n;
  for (let next = 0; next < size; next++)
    value = (value << 8n) | BigInt(bytes[little ? end - 1 - next : at + next] as number);
  return { value: signed ? BigInt.asIntN(8 * size, value) : value, end };
}

function decodeVarint(bytes: Uint8Array, at: number): Decoded | undefined {
  let value = 0n;
  for (let next = at; next < Math.min(at + 10, bytes.length); next++) {
    const byte = bytes[next] as number;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (next - at));
    if (byte < 0x80) return BigInt.asUintN(64, value) === value ? { value, end: next + 1 } : undefined;
  }
  return undefined;
}

function decodeBcd(bytes: Uint8Array, at: number, count: number | undefined): Decoded | undefined {
  if (count === undefined || count < 1 || count > maxDigits || at + count > bytes.length) return undefined;
  let digits = '';
  for (const byte of bytes.subarray(at, at + count)) digits += byte.toString(16).padStart(2, '0');
  return /^\d+$/.test(digits) ? { value: BigInt(digits), end: at + count } : undefined;
}

/** Reads this many digits. Decimal ones may have blanks on either side. */
function decodeDigits(
  kind: 'dec' | 'hex',
  bytes: Uint8Array,
  at: number,
  { codec }: DecodeContext,
  count: number | undefined,
): Decoded | undefined {
  if (count === undefined || count < 1 || count > maxDigits) return undefined;
  const ascii = asciiReader(codec);
  let text = '';
  for (let digit = 0; digit < count; digit++) {
    const code = ascii.codeAt(bytes, at + digit * ascii.widthBytes);
    if (code < 0) return undefined;
    text += String.fromCharCode(code);
  }
  const value = kind === 'hex' ? hexValue(text) : /^ *\d+ *$/.test(text) ? BigInt(text.trim()) : undefined;
  return value === undefined ? undefined : { value, end: at + count * ascii.widthBytes };
}

/** Syntax of numbers of any length, and the characters in it. `num` takes no more of them than belong to it. */
const numbers = {
  dec: { syntax: /^\d+/, characters: codesOf('0123456789') },
  hex: { syntax: /^[\da-f]+/i, characters: codesOf('0123456789abcdefABCDEF') },
  int: { syntax: /^[+-]?\d+/, characters: codesOf('0123456789+-') },
  num: { syntax: /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, characters: codesOf('0123456789+-.eE') },
};

function codesOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, character => character.charCodeAt(0)));
}

/** Reads the longest number. A longer one than any program sends isn't a number. */
function decodeNumber(
  kind: keyof typeof numbers,
  bytes: Uint8Array,
  at: number,
  { codec }: DecodeContext,
): Decoded | undefined {
  const { syntax, characters } = numbers[kind];
  const ascii = asciiReader(codec);
  const codes: number[] = [];
  for (let next = at; codes.length <= maxDigits; next += ascii.widthBytes) {
    const code = ascii.codeAt(bytes, next);
    if (!characters.has(code)) break;
    codes.push(code);
  }
  if (codes.length === 0) return undefined;
  const [number] = syntax.exec(String.fromCharCode(...codes)) ?? [];
  if (number === undefined || number.length > maxDigits) return undefined;
  const value = kind === 'hex' ? hexValue(number) : parseNumber(number);
  return value === undefined ? undefined : { value, end: at + number.length * ascii.widthBytes };
}

function hexValue(digits: string): bigint | undefined {
  return /^[\da-f]+$/i.test(digits) ? BigInt(`0x${digits}`) : undefined;
}

function decodeCounted(
  kind: 'bytes' | 'text',
  bytes: Uint8Array,
  at: number,
  count: number | undefined,
  { codec }: DecodeContext,
): Decoded | undefined {
  if (count === undefined || at + count > bytes.length) return undefined;
  const end = at + count;
  if (kind === 'bytes') return { value: undefined, end };
  const value = validText(bytes.subarray(at, end), codec);
  return value === undefined ? undefined : { value, end };
}
