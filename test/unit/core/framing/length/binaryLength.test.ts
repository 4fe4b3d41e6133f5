import assert from 'node:assert/strict';
import { binaryLength } from '../../../../../src/core/framing/length/binaryLength.ts';

describe('a binary length', () => {
  it('has its byte order', () => {
    const field = (bytes: 1 | 2 | 3 | 4 | 8, endian: 'big' | 'little', length: number) =>
      Buffer.from(binaryLength({ bytes, endian }).write(length) ?? []).toString('hex');
    assert.equal(field(3, 'big', 0x102), '000102');
    assert.equal(field(3, 'little', 0x102), '020100');
    assert.equal(field(8, 'big', 0x1fffffffffffff), '001fffffffffffff');
    assert.equal(field(8, 'little', 1), '0100000000000000');
  });

  it('is exact beyond safe integers', () => {
    const read = (hex: string, endian: 'big' | 'little') =>
      binaryLength({ bytes: 8, endian }).read(Buffer.from(hex, 'hex'), 0);
    assert.deepEqual(read('ffffffffffffffff', 'big'), { length: 2n ** 64n - 1n, bytes: 8 });
    assert.deepEqual(read('0020000000000000', 'big'), { length: 2n ** 53n, bytes: 8 });
    assert.deepEqual(read('0100000000002000', 'little'), { length: 2n ** 53n + 1n, bytes: 8 });
    assert.deepEqual(read('ffffffffffff1f00', 'little'), { length: Number.MAX_SAFE_INTEGER, bytes: 8 });
  });
});
