import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bcdLength } from '../../../../../src/core/framing/length/bcdLength.ts';
import { binaryLength } from '../../../../../src/core/framing/length/binaryLength.ts';
import { digitsUntilLength } from '../../../../../src/core/framing/length/digitsUntilLength.ts';
import type { LengthCodec } from '../../../../../src/core/framing/length/lengthCodec.ts';
import { paddedDigitsLength } from '../../../../../src/core/framing/length/paddedDigitsLength.ts';
import { varintLength } from '../../../../../src/core/framing/length/varintLength.ts';
import { utf8 } from '../decodeCut.ts';

const codecs: [string, LengthCodec][] = [
  ...([1, 2, 3, 4, 8] as const).flatMap((bytes): [string, LengthCodec][] => [
    [`${bytes} bytes, big-endian`, binaryLength({ bytes, endian: 'big' })],
    [`${bytes} bytes, little-endian`, binaryLength({ bytes, endian: 'little' })],
  ]),
  ['1 digit', paddedDigitsLength(1, 10, 'zeros')],
  ['4 digits after blanks', paddedDigitsLength(4, 10, 'left')],
  ['64 digits before blanks', paddedDigitsLength(64, 10, 'right')],
  ['4 hex digits', paddedDigitsLength(4, 16, 'zeros')],
  ['digits until a blank', digitsUntilLength(utf8(' '))],
  ['digits until a line ending', digitsUntilLength(utf8('\r\n'))],
  ['1 byte of BCD', bcdLength(1)],
  ['10 bytes of BCD', bcdLength(10)],
  ['a varint', varintLength()],
  ['a varint of at most 4 bytes', varintLength(4)],
];

describe('a length field', () => {
  for (const [name, codec] of codecs) {
    it(`holds every length up to its largest, at any offset, and no larger one: ${name}`, () => {
      const most = Math.min(codec.maxLength, Number.MAX_SAFE_INTEGER);
      const length = fc.oneof(
        fc.nat({ max: Math.min(most, 0x7fffffff) }),
        fc.maxSafeNat().map(one => one % (most + 1)),
        fc.constant(most),
      );
      fc.assert(
        fc.property(length, fc.nat(3), fc.uint8Array({ maxLength: 3 }), (wanted, before, after) => {
          const field = codec.write(wanted);
          assert.ok(field);
          assert.ok(field.length >= codec.minBytes && field.length <= codec.maxBytes);
          const bytes = Uint8Array.of(...new Uint8Array(before), ...field, ...after);
          assert.deepEqual(codec.read(bytes, before), { length: wanted, bytes: field.length });
          for (let cut = 0; cut < before + field.length; cut++)
            assert.equal(codec.read(bytes.subarray(0, cut), before), undefined);
        }),
      );
      if (codec.maxLength < Number.MAX_SAFE_INTEGER) assert.equal(codec.write(codec.maxLength + 1), undefined);
    });

    it(`is read, or broken at a byte that has arrived, whatever follows: ${name}`, () => {
      const special = fc.constantFrom(...utf8('0159afx +-:\r\n\t\0'), 0x80, 0x99, 0xff);
      const any = fc.oneof(special, fc.nat(255));
      fc.assert(
        fc.property(fc.array(any, { maxLength: 80 }), list => {
          const bytes = Uint8Array.from(list);
          const readings = [...list, 0].map((_, count) => codec.read(bytes.subarray(0, count), 0));
          const first = readings.findIndex(one => one !== undefined);
          if (first < 0) return;
          const reading = readings[first] ?? assert.fail();
          for (const later of readings.slice(first)) assert.deepEqual(later, reading);
          if ('expected' in reading) assert.ok(reading.at < first);
          else assert.equal(reading.bytes, first);
        }),
      );
    });
  }
});
