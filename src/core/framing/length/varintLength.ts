/** A length as a varint (unsigned LEB128): seven bits per byte, the lowest first, as in protobuf, MQTT and .NET. */
import { numeral, phrase } from '../../phrase.ts';
import type { BrokenEnvelope } from '../brokenEnvelope.ts';
import type { LengthCodec, LengthReading } from './lengthCodec.ts';

/** Bytes that 64 bits take. */
const longestBytes = 10;

/** `maxBytes` is less than 10 in some protocols: 4 in MQTT, 5 in .NET. */
export function varintLength(maxBytes = longestBytes): LengthCodec {
  const maxLength = Math.min(128 ** maxBytes - 1, 2 ** 64);
  return {
    name: phrase('a varint of at most {0} bytes', numeral(maxBytes)),
    minBytes: 1,
    maxBytes,
    maxLength,
    read: (bytes, at) => read(bytes, at, maxBytes),
    write: length => (length > maxLength ? undefined : written(length)),
  };
}

function read(bytes: Uint8Array, at: number, maxBytes: number): LengthReading | BrokenEnvelope | undefined {
  const last = at + maxBytes - 1;
  let length = 0;
  let unit = 1;
  for (let index = at; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    // The tenth byte has only the highest of the 64 bits.
    if (index === last && byte > (maxBytes === longestBytes ? 1 : 127)) return { at: index, expected: 'endOfLength' };
    length += (byte & 127) * unit;
    unit *= 128;
    if (byte < 128) {
      const field = index + 1 - at;
      return { length: length <= Number.MAX_SAFE_INTEGER ? length : exactly(bytes, at, field), bytes: field };
    }
  }
  return undefined;
}

function exactly(bytes: Uint8Array, at: number, count: number): bigint {
  let length = 0n;
  for (let index = at + count - 1; index >= at; index--) length = (length << 7n) | BigInt((bytes[index] ?? 0) & 127);
  return length;
}

function written(length: number): Uint8Array {
  const field: number[] = [];
  let rest = length;
  for (; rest > 127; rest = Math.floor(rest / 128)) field.push((rest % 128) | 128);
  field.push(rest);
  return Uint8Array.from(field);
}
