import assert from 'node:assert/strict';
import { varintLength } from '../../../../../src/core/framing/length/varintLength.ts';

const read = (maxBytes: number | undefined, ...bytes: number[]) =>
  varintLength(maxBytes).read(Uint8Array.from(bytes), 0);
const more = (count: number) => new Array<number>(count).fill(0x80);

describe('a length as a varint', () => {
  it('has seven bits per byte, the lowest first', () => {
    assert.deepEqual(varintLength().write(300), Uint8Array.of(0xac, 2));
    assert.deepEqual(varintLength().write(0), Uint8Array.of(0));
    assert.deepEqual(read(undefined, 0xac, 2), { length: 300, bytes: 2 });
    assert.deepEqual(read(undefined, 0x81, 0x80, 0), { length: 1, bytes: 3 });
  });

  it('is exact up to 64 bits', () => {
    assert.deepEqual(read(undefined, ...new Array<number>(9).fill(0xff), 1), { length: 2n ** 64n - 1n, bytes: 10 });
    assert.deepEqual(read(undefined, 0x81, ...more(6), 0x10), { length: 2n ** 53n + 1n, bytes: 8 });
    assert.deepEqual(
      varintLength().write(Number.MAX_SAFE_INTEGER),
      Uint8Array.of(...new Array<number>(7).fill(0xff), 0x0f),
    );
  });

  it('is broken at the last byte that it may have if another one would follow', () => {
    assert.equal(read(undefined, ...more(9)), undefined);
    assert.deepEqual(read(undefined, ...more(10)), { at: 9, expected: 'endOfLength' });
    assert.deepEqual(read(undefined, ...more(9), 2), { at: 9, expected: 'endOfLength' });
    assert.equal(read(4, ...more(3)), undefined);
    assert.deepEqual(read(4, ...more(5)), { at: 3, expected: 'endOfLength' });
    assert.deepEqual(read(4, 0xff, 0xff, 0xff, 0x7f), { length: 2 ** 28 - 1, bytes: 4 });
    assert.equal(varintLength(4).write(2 ** 28), undefined);
  });
});
