/**
 * A length in a fixed number of decimal or hexadecimal digits. Any padding is accepted: zeros, or blanks on either side
 * (NUL, as C programs leave it, counts as blank). Signs and prefixes such as `0x` aren't.
 */
import { numeral, phrase } from '../../phrase.ts';
import type { BrokenEnvelope } from '../brokenEnvelope.ts';
import { type Base, digitsEnd, excessDigit, numberIn, writeDigits } from '../digitRun.ts';
import type { LengthCodec, LengthReading } from './lengthCodec.ts';

export type Padding = 'zeros' | 'left' | 'right';

const [nul, tab, space, zero] = [0, 9, 0x20, 0x30];

/** `padding` is what is sent; blanks are added on that side. */
export function paddedDigitsLength(width: number, base: Base, padding: Padding): LengthCodec {
  return {
    name:
      base === 10
        ? phrase('a {0}-digit length field', numeral(width))
        : phrase('a {0}-digit hexadecimal length field', numeral(width)),
    minBytes: width,
    maxBytes: width,
    breaksEarly: true,
    maxLength: base ** width - 1,
    read: (bytes, at) => read(bytes, at, width, base),
    write: length => {
      const digits = length.toString(base);
      return digits.length > width ? undefined : padded(digits, width, padding);
    },
  };
}

function read(bytes: Uint8Array, at: number, width: number, base: Base): LengthReading | BrokenEnvelope | undefined {
  const end = Math.min(at + width, bytes.length);
  const first = blanksEnd(bytes, at, end);
  const digitEnd = digitsEnd(bytes, first, end, base);
  const excess = excessDigit(bytes, first, digitEnd, base);
  if (excess >= 0) return { at: excess, expected: 'endOfLength' };
  const blankEnd = digitEnd === first ? first : blanksEnd(bytes, digitEnd, end);
  const digit = base === 10 ? 'digit' : 'hexDigit';
  if (blankEnd < end) return { at: blankEnd, expected: blankEnd > digitEnd ? 'blank' : digit };
  if (bytes.length < at + width) return undefined;
  if (digitEnd === first) return { at: end - 1, expected: digit };
  return { length: numberIn(bytes, first, digitEnd, base), bytes: width };
}

function blanksEnd(bytes: Uint8Array, at: number, end: number): number {
  let index = at;
  while (index < end && isBlank(bytes[index] as number)) index++;
  return index;
}

function isBlank(byte: number): boolean {
  return byte === space || byte === nul || byte === tab;
}

function padded(digits: string, width: number, padding: Padding): Uint8Array {
  const field = new Uint8Array(width).fill(padding === 'zeros' ? zero : space);
  writeDigits(digits, field, padding === 'right' ? 0 : width - digits.length);
  return field;
}
