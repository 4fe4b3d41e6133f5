import assert from 'node:assert/strict';
import { isBetween, stoodBetween } from '../../../../src/core/framing/betweenDelimiters.ts';

describe('frames that stood between two delimiters', () => {
  const end = Buffer.from('--');

  it('are remembered if they are long, for these bytes as the delimiter', () => {
    const frame = new Uint8Array(64 * 1024);
    assert.equal(isBetween(end, frame), false);
    stoodBetween(end, frame);
    const ends = [end, Buffer.from('--'), Buffer.from('-'), Buffer.from('---'), Buffer.from('-=')];
    assert.deepEqual(
      ends.map(one => isBetween(one, frame)),
      [true, true, false, false, false],
    );
    assert.equal(isBetween(end, frame.subarray()), false);
  });

  it('are searched again if they are short', () => {
    const frame = new Uint8Array(64 * 1024 - 1);
    stoodBetween(end, frame);
    assert.equal(isBetween(end, frame), false);
  });
});
