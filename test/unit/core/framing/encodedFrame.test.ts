import assert from 'node:assert/strict';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';

describe('the wire length of a frame', () => {
  it('is the total of its parts', () => {
    const parts = [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)];
    assert.deepEqual(encodedFrame(parts), { length: 3, parts });
    assert.equal(encodedFrame([]).length, 0);
  });
});
