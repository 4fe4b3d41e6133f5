import assert from 'node:assert/strict';
import { lengthCode } from '../../../../src/core/clientProgram/pythonLengthField.ts';
import type { LengthField } from '../../../../src/core/endpointConfig.ts';

describe('a length field in Python', () => {
  const fields: [LengthField, description: string, read: string, write: string][] = [
    [
      { bytes: 2, endian: 'little' },
      'in 2 bytes',
      'int.from_bytes(read_exactly(stream, 2), "little")',
      'length.to_bytes(2, "little")',
    ],
    [{ digits: 1 }, 'in 1 digit', String.raw`int(read_exactly(stream, 1).strip(b" \t\0"))`, 'b"%-1d" % length'],
    [
      { digits: 10, pad: 'left' },
      'in 10 digits',
      String.raw`int(read_exactly(stream, 10).strip(b" \t\0"))`,
      'b"%10d" % length',
    ],
    [
      { digits: 10, pad: 'zeros' },
      'in 10 digits',
      String.raw`int(read_exactly(stream, 10).strip(b" \t\0"))`,
      'b"%010d" % length',
    ],
    [
      { hexDigits: 4 },
      'in 4 hex digits',
      String.raw`int(read_exactly(stream, 4).strip(b" \t\0"), 16)`,
      'b"%04x" % length',
    ],
    [{ bcd: 1 }, 'in 1 byte of BCD', 'int(read_exactly(stream, 1).hex())', 'bytes.fromhex("%02d" % length)'],
    [{ digitsUntil: ':' }, 'in decimal digits', 'int(digits[: -len(LENGTH_END)])', 'b"%d" % length + LENGTH_END'],
    [{ varint: true }, 'as a varint', 'length', 'bytes(field)'],
  ];
  for (const [field, description, read, write] of fields)
    it(`is read and written: ${JSON.stringify(field)}`, () => {
      const { description: found, read: reading, write: writing } = lengthCode(field);
      assert.equal(found, description);
      assert.ok(reading.startsWith('def read_length(stream):\n'));
      assert.ok(writing.startsWith('def write_length(length):\n'));
      assert.ok(reading.endsWith(` return ${read}`), reading);
      assert.ok(writing.endsWith(` return ${write}`), writing);
    });
});
