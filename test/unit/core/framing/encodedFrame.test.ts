import assert from 'node:assert/strict';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';

describe('wire bytes of a frame', () => {
  it('are as many as its parts have together', () => {
    const parts = [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)];
    assert.deepEqual(encodedFrame(parts), { length: 3, parts });
    assert.equal(encodedFrame([]).length, 0);
  });
});
