/** The ways in which a length is written. */
import type { LengthField, LengthPrefix, LengthPrefixOptions } from '../../../src/core/endpointConfig.ts';

export type LengthKind = 'bytes' | 'digits' | 'digitsUntil' | 'hexDigits' | 'bcd' | 'varint';

/** Values with which each kind begins. */
export const initialLengths: { readonly [Kind in LengthKind]: Extract<LengthField, Record<Kind, unknown>> } = {
  bytes: { bytes: 4, endian: 'big' },
  digits: { digits: 10 },
  digitsUntil: { digitsUntil: ':' },
  hexDigits: { hexDigits: 4 },
  bcd: { bcd: 2 },
  varint: { varint: true },
};

export function lengthKind(prefix: LengthPrefix): LengthKind {
  return (Object.keys(initialLengths) as LengthKind[]).find(kind => kind in prefix) ?? 'bytes';
}

/** Returns the length field without the options that each kind has. */
export function lengthFieldOf(prefix: LengthPrefix): LengthField {
  return splitPrefix(prefix)[0];
}

/** Returns the prefix with its length written in another way. */
export function withLengthField(prefix: LengthPrefix, field: LengthField): LengthPrefix {
  return { ...field, ...splitPrefix(prefix)[1] };
}

function splitPrefix(prefix: LengthPrefix): [LengthField, LengthPrefixOptions] {
  const { offset, includesHeader, adjust, trailer, jsonHeader, ...field } = prefix;
  const options = { offset, includesHeader, adjust, trailer, jsonHeader };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return [field as LengthField, Object.fromEntries(given)];
}
