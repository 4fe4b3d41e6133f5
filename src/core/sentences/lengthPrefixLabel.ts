/** Labels of length prefixes: a few words, or an abbreviation for a toolbar. */
import type { BinaryLength, Bytes, LengthField, LengthPrefix } from '../endpointConfig.ts';
import { type Phrase, phrase, verbatim } from '../phrase.ts';

export function lengthPrefixLabel(prefix: LengthPrefix): Phrase {
  const label = fieldLabel(prefix);
  return prefix.jsonHeader ? phrase('JSON header after a {0}', label) : label;
}

/** Returns a few characters: `u16 BE`, as in the setting's presets. */
export function shortLengthPrefixLabel(prefix: LengthPrefix): Phrase {
  const label = shortFieldLabel(prefix);
  return prefix.jsonHeader ? phrase('{0} + JSON', label) : label;
}

function fieldLabel(field: LengthField): Phrase {
  if ('bytes' in field) return binaryLabel(field);
  if ('digits' in field)
    return field.digits === 1
      ? phrase('length prefix of 1 digit')
      : phrase('length prefix of {0} digits', field.digits);
  if ('digitsUntil' in field) return phrase('decimal length prefix up to {0}', shownBytes(field.digitsUntil));
  if ('hexDigits' in field)
    return field.hexDigits === 1
      ? phrase('length prefix of 1 hex digit')
      : phrase('length prefix of {0} hex digits', field.hexDigits);
  if ('bcd' in field)
    return field.bcd === 1
      ? phrase('length prefix of 1 byte in BCD')
      : phrase('length prefix of {0} bytes in BCD', field.bcd);
  return phrase('varint length prefix');
}

function binaryLabel({ bytes, endian }: BinaryLength): Phrase {
  if (bytes === 1) return phrase('length prefix of 1 byte');
  return endian === 'big'
    ? phrase('length prefix of {0} bytes, big-endian', bytes)
    : phrase('length prefix of {0} bytes, little-endian', bytes);
}

function shortFieldLabel(field: LengthField): Phrase {
  if ('bytes' in field) {
    const { bytes, endian } = field;
    return verbatim(bytes === 1 ? 'u8' : `u${bytes * 8} ${endian === 'big' ? 'BE' : 'LE'}`);
  }
  if ('digits' in field) return field.digits === 1 ? phrase('1 digit') : phrase('{0} digits', field.digits);
  if ('digitsUntil' in field) return phrase('digits, {0}', shownBytes(field.digitsUntil));
  if ('hexDigits' in field)
    return field.hexDigits === 1 ? phrase('1 hex digit') : phrase('{0} hex digits', field.hexDigits);
  return verbatim('bcd' in field ? `BCD ${field.bcd}` : 'varint');
}

function shownBytes(bytes: Bytes): string {
  return typeof bytes === 'string' ? JSON.stringify(bytes) : bytes.hex;
}
