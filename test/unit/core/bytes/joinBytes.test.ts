import assert from 'node:assert/strict';
import { joinBytes } from '../../../../src/core/bytes/joinBytes.ts';

describe('joined bytes', () => {
  it('are those of all parts in order, including empty ones', () => {
    const parts = [Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3), Uint8Array.of(4)];
    assert.deepEqual(joinBytes(parts), Uint8Array.of(1, 2, 3, 4));
    assert.deepEqual(joinBytes([]), new Uint8Array());
  });

  it('are a copy, even of a single part', () => {
    const part = Uint8Array.of(1, 2);
    const joined = joinBytes([part]);
    part.fill(9);
    assert.deepEqual(joined, Uint8Array.of(1, 2));
    assert.equal(joined.buffer.byteLength, 2);
  });

  it('include only what a view covers of its buffer', () => {
    assert.deepEqual(joinBytes([Uint8Array.of(1, 2, 3, 4).subarray(1, 3)]), Uint8Array.of(2, 3));
  });
});
