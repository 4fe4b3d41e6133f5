/** A length in decimal digits up to certain bytes: a blank (RFC 6587), the colon of a netstring, a line ending. */
import { phrase } from '../../phrase.ts';
import type { BrokenEnvelope } from '../brokenEnvelope.ts';
import { digitsEnd, excessDigit, maxDigitRun, numberIn, writeDigits } from '../digitRun.ts';
import type { LengthCodec, LengthReading } from './lengthCodec.ts';

/** `until` doesn't begin with a digit. */
export function digitsUntilLength(until: Uint8Array, { leadingZeros = true } = {}): LengthCodec {
  return {
    name: phrase('a decimal length field'),
    minBytes: 1 + until.length,
    maxBytes: maxDigitRun + until.length,
    breaksEarly: true,
    maxLength: Number.MAX_SAFE_INTEGER,
    read: (bytes, at) => (!leadingZeros && leadingZero(bytes, at)) || read(bytes, at, until),
    write: length => written(length, until),
  };
}

function leadingZero(bytes: Uint8Array, at: number): BrokenEnvelope | undefined {
  const isBroken = bytes[at] === 0x30 && digitsEnd(bytes, at + 1, Math.min(at + 2, bytes.length), 10) > at + 1;
  return isBroken ? { at: at + 1, expected: 'endOfLength' } : undefined;
}

function read(bytes: Uint8Array, at: number, until: Uint8Array): LengthReading | BrokenEnvelope | undefined {
  const most = Math.min(at + maxDigitRun, bytes.length);
  const end = digitsEnd(bytes, at, most, 10);
  const excess = excessDigit(bytes, at, end, 10);
  if (excess >= 0) return { at: excess, expected: 'endOfLength' };
  if (end === at && at < bytes.length) return { at, expected: 'digit' };
  for (let index = 0; index < until.length; index++) {
    if (end + index >= bytes.length) return undefined;
    if (bytes[end + index] !== until[index]) return { at: end + index, expected: 'endOfLength' };
  }
  return { length: numberIn(bytes, at, end, 10), bytes: end + until.length - at };
}

function written(length: number, until: Uint8Array): Uint8Array {
  const digits = String(length);
  const field = new Uint8Array(digits.length + until.length);
  writeDigits(digits, field, 0);
  field.set(until, digits.length);
  return field;
}
