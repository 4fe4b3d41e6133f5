import assert from 'node:assert/strict';
import { jpegSize } from '../../../../src/core/camera/jpegSize.ts';
import { jpegOf } from '../../../support/cameraPage.ts';

describe('the size of a JPEG picture', () => {
  it('stands in its headers, behind others', () => {
    assert.deepEqual(jpegSize(jpegOf(640, 480)), { width: 640, height: 480 });
    assert.deepEqual(jpegSize(jpegOf(65_535, 1)), { width: 65_535, height: 1 });
  });

  it('is in any process, but not in tables that have such a number', () => {
    const whole = jpegOf(640, 480);
    const frame = whole.indexOf(0xc0);
    assert.deepEqual(jpegSize(Uint8Array.from(whole).fill(0xc2, frame, frame + 1)), { width: 640, height: 480 });
    assert.equal(jpegSize(Uint8Array.from(whole).fill(0xc4, frame, frame + 1)), undefined);
  });

  it('is unknown when the file is cut before it', () => {
    const whole = jpegOf(640, 480);
    const needed = whole.indexOf(0xc0) + 8;
    for (let length = 0; length < needed; length++) assert.equal(jpegSize(whole.subarray(0, length)), undefined);
    assert.deepEqual(jpegSize(whole.subarray(0, needed)), { width: 640, height: 480 });
  });

  it('is unknown of what is no JPEG, and of lengths that lead nowhere', () => {
    const nothing = [
      [0x89, 0x50],
      [0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xc0],
      [0xff, 0xd8, 0xff, 0xda, 0, 8],
      [0xff, 0xd8, 1, 2, 3, 4],
    ];
    for (const bytes of nothing) assert.equal(jpegSize(Uint8Array.from(bytes)), undefined);
  });
});
