import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type NumberType, numbersAt } from '../../../../src/core/bytes/numbersAt.ts';

describe('numbers', () => {
  const at = (bytes: readonly number[], offset = 0) => {
    const readings = numbersAt(Uint8Array.from(bytes), offset);
    return Object.fromEntries(readings.map(({ type, little, big }) => [type, [little, big]])) as Record<
      NumberType,
      [string, string]
    >;
  };

  it('are read in both byte orders', () => {
    const numbers = at([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0xf8]);
    assert.deepEqual(numbers.u8, ['1', '1']);
    assert.deepEqual(numbers.u16, ['513', '258']);
    assert.deepEqual(numbers.u24, ['197121', '66051']);
    assert.deepEqual(numbers.u32, ['67305985', '16909060']);
    assert.deepEqual(numbers.u64, [String(0xf807060504030201n), String(0x01020304050607f8n)]);
    assert.deepEqual(numbers.i64, [String(BigInt.asIntN(64, 0xf807060504030201n)), String(0x01020304050607f8n)]);
  });

  it('can be signed', () => {
    const numbers = at([0xfe, 0xff, 0xff, 0xff]);
    assert.deepEqual(
      [numbers.u8, numbers.i8],
      [
        ['254', '254'],
        ['-2', '-2'],
      ],
    );
    assert.deepEqual(numbers.i16, ['-2', '-257']);
    assert.deepEqual(numbers.i32, ['-2', String(0xfeffffff - 2 ** 32)]);
  });

  it('fit the remaining bytes', () => {
    const bytes = new Uint8Array(9);
    const types = (offset: number) => numbersAt(bytes, offset).map(({ type }) => type);
    assert.deepEqual(types(9), []);
    assert.deepEqual(types(8), ['u8', 'i8']);
    assert.deepEqual(types(7), ['u8', 'i8', 'u16', 'i16']);
    assert.deepEqual(types(6), ['u8', 'i8', 'u16', 'i16', 'u24']);
    assert.deepEqual(types(5), ['u8', 'i8', 'u16', 'i16', 'u24', 'u32', 'i32', 'f32']);
    assert.deepEqual(types(1).length, 11);
  });

  it('are read within a larger buffer', () => {
    const bytes = Uint8Array.of(9, 9, 1, 2, 3).subarray(2);
    assert.equal(numbersAt(bytes, 1).find(({ type }) => type === 'u16')?.big, '515');
  });

  it('have no more digits than needed as floats', () => {
    assert.equal(at([0x3d, 0xcc, 0xcc, 0xcd]).f32[1], '0.1');
    assert.equal(at([0x7f, 0x80, 0, 0]).f32[1], 'Infinity');
    assert.equal(at([0x80, 0, 0, 0]).f32[1], '-0');
    assert.equal(at([0x7f, 0xc0, 0, 0]).f32[1], 'NaN');
    assert.equal(at([0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a]).f64[1], '0.1');
    fc.assert(
      fc.property(fc.float({ noNaN: true }), value => {
        const bytes = [...new Uint8Array(Float32Array.of(value).buffer)];
        assert.ok(Object.is(Math.fround(Number(at(bytes).f32[0])), value));
      }),
    );
  });

  it('are times only if plausible', () => {
    assert.deepEqual(at([0x65, 0x92, 0x00, 0x00]).unixTime, [undefined, '2023-12-31T23:57:52Z']);
    assert.equal(at([0, 0, 0, 1]).unixTime, undefined);
  });
});
