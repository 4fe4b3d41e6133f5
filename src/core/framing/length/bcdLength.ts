/** A length in BCD, two decimal digits per byte, as in ISO 8583. */
import { phrase } from '../../phrase.ts';
import type { BrokenEnvelope } from '../brokenEnvelope.ts';
import type { LengthCodec, LengthReading } from './lengthCodec.ts';

export function bcdLength(bytes: number): LengthCodec {
  const maxLength = 100 ** bytes - 1;
  return {
    name: phrase('a {0}-byte BCD length field', bytes),
    minBytes: bytes,
    maxBytes: bytes,
    breaksEarly: true,
    maxLength,
    read: (from, at) => read(from, at, bytes),
    write: length => (length > maxLength ? undefined : written(length, bytes)),
  };
}

function read(from: Uint8Array, at: number, bytes: number): LengthReading | BrokenEnvelope | undefined {
  const end = Math.min(at + bytes, from.length);
  let length = 0;
  for (let index = at; index < end; index++) {
    const byte = from[index] as number;
    if (byte >> 4 > 9 || (byte & 15) > 9) return { at: index, expected: 'bcdDigits' };
    length = length * 100 + (byte >> 4) * 10 + (byte & 15);
  }
  if (from.length < at + bytes) return undefined;
  return { length: length <= Number.MAX_SAFE_INTEGER ? length : exactly(from.subarray(at, end)), bytes };
}

function exactly(field: Uint8Array): bigint {
  return BigInt(Array.from(field, byte => byte.toString(16).padStart(2, '0')).join(''));
}

function written(length: number, bytes: number): Uint8Array {
  const field = new Uint8Array(bytes);
  let rest = length;
  for (let index = bytes - 1; index >= 0; index--) {
    const two = rest % 100;
    field[index] = Math.floor(two / 10) * 16 + (two % 10);
    rest = Math.floor(rest / 100);
  }
  return field;
}
