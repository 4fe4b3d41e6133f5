/** Length fields in Python: functions that read and write one. */
import type { LengthField } from '../endpointConfig.ts';

export interface LengthCode {
  /** Continues “its length”. */
  readonly description: string;
  /** The function `read_length(stream)`, which uses `read_exactly` and may use `LENGTH_END`. */
  readonly read: string;
  /** The function `write_length(length)`, which may use `LENGTH_END`. */
  readonly write: string;
}

export function lengthCode(field: LengthField): LengthCode {
  if ('digitsUntil' in field) return digitsUntil;
  if ('varint' in field) return varint;
  const { description, bytes, read, write } = fixedSize(field);
  return {
    description,
    read: `def read_length(stream):
    return ${read(`read_exactly(stream, ${bytes})`)}`,
    write: `def write_length(length):
    return ${write}`,
  };
}

type FixedField = Exclude<LengthField, { digitsUntil: unknown } | { varint: unknown }>;

interface FixedSize {
  readonly description: string;
  /** Size of the field. */
  readonly bytes: number;
  /** Returns an expression for the length, given one for the bytes of its field. */
  readonly read: (field: string) => string;
  /** Expression for the bytes of the field, given the number `length`. */
  readonly write: string;
}

function fixedSize(field: FixedField): FixedSize {
  if ('bytes' in field) {
    const { bytes, endian } = field;
    return {
      description: `in ${counted(bytes, 'byte')}`,
      bytes,
      read: from => `int.from_bytes(${from}, "${endian}")`,
      write: `length.to_bytes(${bytes}, "${endian}")`,
    };
  }
  if ('bcd' in field)
    return {
      description: `in ${counted(field.bcd, 'byte')} of BCD`,
      bytes: field.bcd,
      read: from => `int(${from}.hex())`,
      write: `bytes.fromhex("%0${2 * field.bcd}d" % length)`,
    };
  if ('hexDigits' in field)
    return {
      description: `in ${counted(field.hexDigits, 'hex digit')}`,
      bytes: field.hexDigits,
      read: from => `int(${from}.strip(b" \\t\\0"), 16)`,
      write: `b"%0${field.hexDigits}x" % length`,
    };
  const flags = { zeros: '0', left: '', right: '-' }[field.pad ?? 'right'];
  return {
    description: `in ${counted(field.digits, 'digit')}`,
    bytes: field.digits,
    read: from => `int(${from}.strip(b" \\t\\0"))`,
    write: `b"%${flags}${field.digits}d" % length`,
  };
}

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

const digitsUntil: LengthCode = {
  description: 'in decimal digits',
  read: `def read_length(stream):
    digits = b""
    while not digits.endswith(LENGTH_END):
        digits += read_exactly(stream, 1)
    return int(digits[: -len(LENGTH_END)])`,
  write: `def write_length(length):
    return b"%d" % length + LENGTH_END`,
};

const varint: LengthCode = {
  description: 'as a varint',
  read: `def read_length(stream):
    length = shift = 0
    while True:
        byte = read_exactly(stream, 1)[0]
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return length`,
  write: `def write_length(length):
    field = bytearray()
    while length > 0x7F:
        field.append(length & 0x7F | 0x80)
        length >>= 7
    field.append(length)
    return bytes(field)`,
};
