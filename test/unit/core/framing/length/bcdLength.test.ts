import assert from 'node:assert/strict';
import { bcdLength } from '../../../../../src/core/framing/length/bcdLength.ts';

describe('a length in BCD', () => {
  it('has two decimal digits per byte, the highest first', () => {
    assert.deepEqual(bcdLength(2).write(1234), Uint8Array.of(0x12, 0x34));
    assert.deepEqual(bcdLength(2).read(Uint8Array.of(0, 9), 0), { length: 9, bytes: 2 });
    assert.deepEqual(bcdLength(10).read(new Uint8Array(10).fill(0x99), 0), { length: 10n ** 20n - 1n, bytes: 10 });
  });

  it('is broken at a byte that isn’t two digits, as soon as it is there', () => {
    for (const byte of [0x1a, 0xa1, 0xff, 0x0f, 0xf0])
      assert.deepEqual(bcdLength(2).read(Uint8Array.of(0, byte), 0), { at: 1, expected: 'bcdDigits' });
    assert.deepEqual(bcdLength(2).read(Uint8Array.of(7, 7, 0xaa), 2), { at: 2, expected: 'bcdDigits' });
  });
});
