import assert from 'node:assert/strict';
import type { LengthPrefix } from '../../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { utf8 } from '../decodeCut.ts';

const encode = (lengthPrefix: LengthPrefix, text: string) =>
  wireOf(framingFor({ lengthPrefix }).encoder().encode(utf8(text))).toString('latin1');

describe('the length-prefix encoder', () => {
  it('writes each kind of length', () => {
    for (const [prefix, wire] of [
      [{ bytes: 2, endian: 'big', includesHeader: true }, '\0\x04hi'],
      [{ digits: 10 }, '2         hi'],
      [{ digits: 4, pad: 'left' }, '   2hi'],
      [{ digits: 4, pad: 'zeros' }, '0002hi'],
      [{ digitsUntil: ' ' }, '2 hi'],
      [{ digitsUntil: ':', trailer: ',' }, '2:hi,'],
      [{ hexDigits: 4, includesHeader: true }, '0006hi'],
      [{ bcd: 2 }, '\0\x02hi'],
      [{ varint: true }, '\x02hi'],
      [{ bytes: 1, endian: 'big', adjust: 2 }, '\0hi'],
      [{ bytes: 1, endian: 'big', adjust: -2, trailer: { hex: '0d 0a' } }, '\x04hi\r\n'],
      [{ bytes: 2, endian: 'big', jsonHeader: { field: 'n', add: { a: [] } } }, '\0\x0e{"a":[],"n":2}hi'],
    ] as [LengthPrefix, string][])
      assert.equal(encode(prefix, 'hi'), wire, JSON.stringify(prefix));
  });

  it('counts the digits of a length that counts itself', () => {
    const until = { digitsUntil: ' ', includesHeader: true } as const;
    for (const [bytes, header] of [
      [7, '9 '],
      [8, '11 '],
      [96, '99 '],
      [97, '101 '],
    ] as const)
      assert.equal(encode(until, 'x'.repeat(bytes)), header + 'x'.repeat(bytes));
    assert.equal(encode({ varint: true, includesHeader: true }, 'x'.repeat(126)).slice(0, 2), '\x7fx');
    assert.equal(encode({ varint: true, includesHeader: true }, 'x'.repeat(127)).slice(0, 3), '\x81\x01x');
  });

  it('rejects a message whose length the field can’t hold', () => {
    for (const [prefix, bytes, reason] of [
      [{ digits: 1 }, 10, 'the message of 10 bytes is too long for a 1-digit length field'],
      [{ digits: 2, includesHeader: true }, 98, 'the message of 98 bytes is too long for a 2-digit length field'],
      [{ hexDigits: 1 }, 16, 'the message of 16 bytes is too long for a 1-digit hexadecimal length field'],
      [{ bcd: 1 }, 100, 'the message of 100 bytes is too long for a 1-byte BCD length field'],
      [{ bytes: 1, endian: 'big', adjust: -200 }, 56, 'the message of 56 bytes is too long for a 1-byte length field'],
      [{ varint: true, adjust: 3 }, 2, 'the message of 2 bytes is too short: its length would be -1'],
    ] as [LengthPrefix, number, string][]) {
      assert.throws(() => encode(prefix, 'x'.repeat(bytes)), { name: 'RangeError', message: reason });
      encode(prefix, 'x'.repeat(reason.includes('too long') ? bytes - 1 : bytes + 1));
    }
    const add = { a: 'x'.repeat(300) };
    assert.throws(() => encode({ bytes: 1, endian: 'big', jsonHeader: { field: 'n', add } }, ''), {
      message: 'the JSON header of 314 bytes is too long for a 1-byte length field',
    });
  });

  it('accepts a message that brings its own header, and adds the trailer', () => {
    assert.equal(encode({ digitsUntil: ':', offset: 1, trailer: ',' }, 'X2:hi'), 'X2:hi,');
    assert.equal(
      encode({ bytes: 1, endian: 'big', offset: 1, includesHeader: true, adjust: -1 }, 'X\x05hi'),
      'X\x05hi',
    );
    const json = { digits: 2, offset: 0, jsonHeader: { field: 'n' } } as const;
    assert.equal(encode(json, ' 7{"n":2}hi'), ' 7{"n":2}hi');
  });

  it('rejects a message whose own header is wrong', () => {
    const json = { digits: 2, offset: 0, jsonHeader: { field: 'n' } } as const;
    for (const [prefix, text, reason] of [
      [{ bytes: 2, endian: 'big', offset: 4 }, 'hi', 'the message must begin with its 6-byte header'],
      [{ digitsUntil: ':', offset: 1 }, 'X2', 'the message must begin with its header'],
      [
        { digitsUntil: ':', offset: 1 },
        'X2;hi',
        'the message’s header is wrong at byte 3, where the end of the length was expected',
      ],
      [{ digitsUntil: ':', offset: 1 }, 'X3:hi', 'the length field says 3, but should say 2'],
      [
        { bytes: 8, endian: 'big', offset: 0 },
        '\x7f'.repeat(8),
        'the length field says 9187201950435737471, but should say 0',
      ],
      [{ varint: true, offset: 0, adjust: -2 }, '\x02hi', 'the length field says 2, but should say 4'],
      [json, '9 {"n":2}', 'the message must begin with its header'],
      [
        json,
        '7 {"m":2}',
        'the message’s header is wrong at byte 3, where a JSON header with the length of the message was expected',
      ],
      [json, '7 {"n":2}h', 'the length field says 2, but should say 1'],
    ] as [LengthPrefix, string, string][])
      assert.throws(() => encode(prefix, text), { name: 'RangeError', message: reason }, text);
  });
});
