import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { crcOf } from '../../../../src/engine/transcript/recordCrc.ts';

describe('the CRC of a record', () => {
  it('is zlib’s, at every length and offset', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 700 }), fc.nat(), fc.nat(), (memory, one, other) => {
        const from = one % memory.length;
        const to = from + (other % (memory.length - from + 1));
        assert.equal(crcOf(new DataView(memory.buffer), memory, from, to), crc32(memory.subarray(from, to)));
      }),
    );
  });

  it('is correct where the tables end and zlib begins', () => {
    const memory = Uint8Array.from({ length: 300 }, (_, at) => at * 7);
    for (const length of [0, 1, 7, 8, 9, 255, 256, 257])
      assert.equal(crcOf(new DataView(memory.buffer), memory, 3, 3 + length), crc32(memory.subarray(3, 3 + length)));
  });
});
