import assert from 'node:assert/strict';
import { videoLength } from '../../../../src/core/video/videoLength.ts';

describe('the length before a video frame', () => {
  it('has eight bytes in either order', () => {
    const hex = (bytes: number, endian: 'little' | 'big') => Buffer.from(videoLength(bytes, endian)).toString('hex');
    assert.equal(hex(258, 'little'), '0201000000000000');
    assert.equal(hex(258, 'big'), '0000000000000102');
    assert.equal(hex(2 ** 40, 'big'), '0000010000000000');
  });
});
