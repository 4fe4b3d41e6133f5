import assert from 'node:assert/strict';
import { isDelimiterFree, markDelimiterFree } from '../../../../../src/core/framing/ended/delimiterFree.ts';

describe('frames received between two delimiters', () => {
  const end = Buffer.from('--');

  it('are remembered if they are long, for the same delimiter', () => {
    const frame = new Uint8Array(64 * 1024);
    assert.equal(isDelimiterFree(end, frame), false);
    markDelimiterFree(end, frame);
    const ends = [end, Buffer.from('--'), Buffer.from('-'), Buffer.from('---'), Buffer.from('-=')];
    assert.deepEqual(
      ends.map(one => isDelimiterFree(one, frame)),
      [true, true, false, false, false],
    );
    assert.equal(isDelimiterFree(end, frame.subarray()), false);
  });

  it('are searched again if they are short', () => {
    const frame = new Uint8Array(64 * 1024 - 1);
    markDelimiterFree(end, frame);
    assert.equal(isDelimiterFree(end, frame), false);
  });
});
