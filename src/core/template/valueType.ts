/** Types of placeholders: `u16be`, `varint`, `dec(4)`, `bytes(len)` … */

import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';
import { nearestName } from './nearestName.ts';
import type { Hole } from './template.ts';

/** A number, or the name of a value captured before. */
export type Count = number | string;

export type ValueType = { readonly source: string } & (
  | { readonly kind: 'integer'; readonly bytes: number; readonly signed: boolean; readonly little: boolean }
  | { readonly kind: 'float'; readonly bytes: 4 | 8; readonly little: boolean }
  | { readonly kind: 'varint' | 'int' | 'num' | 'word' | 'base64' }
  /** Two decimal digits in each of `count` bytes. */
  | { readonly kind: 'bcd'; readonly count: Count }
  /** `count` digits with zeros in front or, with `pad`, blanks behind; without `count`, as many as needed. */
  | { readonly kind: 'dec'; readonly count?: Count; readonly pad?: ' ' }
  | { readonly kind: 'hex'; readonly count?: Count; readonly upper?: true }
  /** `count` bytes; without it, up to the text that follows, or to the end. */
  | { readonly kind: 'bytes' | 'text'; readonly count?: Count }
);

/** The most digits of a number, and the most bytes of a BCD number. */
export const maxDigits = 40;
const maxCountedBytes = 1 << 30;

const binary = /^(?:([iu])(16|24|32|40|48|56|64)|f(32|64))(be|le)$/;
const counted = /^(bcd|dec|hex|bytes|text)\(\s*(\d{1,10}|[\p{L}_][\p{L}\p{N}_]*)\s*(,\s*' '\s*)?\)$/u;

/** A name for captures and spans. */
const nameSyntax = /^[\p{L}_][\p{L}\p{N}_]*$/u;

const typeNames: readonly string[] = [
  'u8',
  'i8',
  ...['u', 'i'].flatMap(sign => ['16', '24', '32', '64'].flatMap(bits => [`${sign}${bits}be`, `${sign}${bits}le`])),
  ...['f32be', 'f32le', 'f64be', 'f64le', 'varint', 'bcd(2)', 'dec', 'dec(4)', "dec(4,' ')", 'hex', 'hex(4)'],
  ...['int', 'num', 'word', 'bytes', 'bytes(4)', 'text', 'text(4)'],
];
/** Shown where no name is similar. */
const shownTypes =
  "u8 i8 u16be u16le … u64le f32be … f64le varint bcd(n) dec(n) dec(n,' ') hex(n) int num word bytes(n) text(n)";

export function isName(text: string): boolean {
  return nameSyntax.test(text);
}

/** @throws TextError for a type that doesn't exist. */
export function typeOf(hole: Hole & { readonly type?: string }): ValueType | undefined {
  if (hole.type === undefined) return undefined;
  return parseType(hole.type) ?? unknownType(hole, hole.type);
}

/** Returns the number of bytes, unless it depends on the value. `countOf` returns the value of a name. */
export function fixedBytes(
  type: ValueType,
  asciiBytes: number,
  countOf: (count: Count) => number | undefined,
): number | undefined {
  switch (type.kind) {
    case 'integer':
    case 'float':
      return type.bytes;
    case 'bcd':
      return countOf(type.count);
    case 'bytes':
    case 'text':
      return type.count === undefined ? undefined : countOf(type.count);
    case 'dec':
    case 'hex': {
      const digits = type.count === undefined ? undefined : countOf(type.count);
      return digits === undefined ? undefined : digits * asciiBytes;
    }
    default:
      return undefined;
  }
}

/** Returns the count of a type that has one. */
export function countOfType(type: ValueType | undefined): Count | undefined {
  return type && 'count' in type ? type.count : undefined;
}

/** Whether values of the type are whole numbers. */
export function isWholeNumber({ kind }: ValueType): boolean {
  return ['integer', 'varint', 'bcd', 'dec', 'hex', 'int'].includes(kind);
}

function parseType(source: string): ValueType | undefined {
  if (source === 'u8' || source === 'i8')
    return { kind: 'integer', bytes: 1, signed: source === 'i8', little: false, source };
  const [, sign, bits, floatBits, order] = binary.exec(source) ?? [];
  const little = order === 'le';
  if (floatBits) return { kind: 'float', bytes: floatBits === '32' ? 4 : 8, little, source };
  if (bits) return { kind: 'integer', bytes: Number(bits) / 8, signed: sign === 'i', little, source };
  switch (source) {
    case 'varint':
    case 'int':
    case 'num':
    case 'word':
    case 'base64':
    case 'dec':
    case 'hex':
    case 'bytes':
    case 'text':
      return { kind: source, source };
    default:
      return countedType(source);
  }
}

function countedType(source: string): ValueType | undefined {
  const [, kind, written = '', blank] = counted.exec(source) ?? [];
  if (kind === undefined || (blank !== undefined && kind !== 'dec')) return undefined;
  const count = isName(written) ? written : Number(written);
  const isText = kind === 'bytes' || kind === 'text';
  if (typeof count === 'number' && (count < 1 || count > (isText ? maxCountedBytes : maxDigits))) return undefined;
  return { kind: kind as 'dec', count, source, ...(blank !== undefined && { pad: ' ' as const }) };
}

function unknownType({ source, at }: Hole, type: string): never {
  const nearest = nearestName(type, typeNames);
  const [quoted, position] = [quotable(source), at + 1];
  if (nearest === undefined) {
    throw new TextError('unknown type in "{0}" at character {1}; available: {2}', quoted, position, shownTypes);
  }
  throw new TextError('unknown type in "{0}" at character {1}. Did you mean {2}?', quoted, position, nearest);
}
