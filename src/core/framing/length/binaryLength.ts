/** A length in binary: an unsigned integer of 1 to 8 bytes, in either byte order. */
import type { BinaryLength } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import type { LengthCodec } from './lengthCodec.ts';

export function binaryLength({ bytes, endian }: BinaryLength): LengthCodec {
  const isLittle = endian === 'little';
  const maxLength = 2 ** (8 * bytes) - 1;
  return {
    name: phrase('a {0}-byte length field', bytes),
    minBytes: bytes,
    maxBytes: bytes,
    maxLength,
    read: (from, at) =>
      at + bytes > from.length ? undefined : { length: unsignedAt(from, at, bytes, isLittle), bytes },
    write: length => (length > maxLength ? undefined : written(length, bytes, isLittle)),
  };
}

function unsignedAt(from: Uint8Array, at: number, bytes: number, isLittle: boolean): number | bigint {
  let length = 0;
  for (let place = 0; place < bytes; place++) {
    length = length * 256 + (from[isLittle ? at + bytes - 1 - place : at + place] as number);
  }
  // Rounding never makes a larger number safe.
  return length <= Number.MAX_SAFE_INTEGER ? length : exactly(from, at, bytes, isLittle);
}

function exactly(from: Uint8Array, at: number, bytes: number, isLittle: boolean): bigint {
  let length = 0n;
  for (let place = 0; place < bytes; place++) {
    length = (length << 8n) | BigInt(from[isLittle ? at + bytes - 1 - place : at + place] ?? 0);
  }
  return length;
}

function written(length: number, bytes: number, isLittle: boolean): Uint8Array {
  const field = new Uint8Array(bytes);
  let rest = length;
  for (let place = 0; place < bytes; place++) {
    field[isLittle ? place : bytes - 1 - place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return field;
}
