import assert from 'node:assert/strict';
import type { Picture } from '../../../../src/core/video/picture.ts';
import { toRgba } from '../../../../src/core/video/rgba.ts';
import { filled } from './filledPicture.ts';

describe('toRgba', () => {
  const rgba = (picture: Picture) => {
    const into = new Uint8ClampedArray(4 * picture.width * picture.height);
    toRgba(picture, into);
    return [...into];
  };

  it('writes each color where a canvas expects it', () => {
    assert.deepEqual(rgba(filled('bgr', 2, 1, [1, 2, 3])), [1, 2, 3, 255, 1, 2, 3, 255]);
    assert.deepEqual(rgba(filled('bgra', 1, 2, [1, 2, 255], 128)), [1, 2, 255, 128, 1, 2, 255, 128]);
    assert.deepEqual(rgba(filled('rgba', 1, 1, [1, 2, 255], 0)), [1, 2, 255, 0]);
    assert.deepEqual(rgba(filled('gray', 2, 1, [200, 0, 0])), [200, 200, 200, 255, 200, 200, 200, 255]);
  });

  it('writes nothing outside the picture, and rejects buffers that are too small', () => {
    const into = new Uint8Array(16);
    toRgba(filled('bgr', 1, 1, [1, 2, 3]), into.subarray(4));
    assert.deepEqual([...into], [0, 0, 0, 0, 1, 2, 3, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert.throws(() => toRgba(filled('bgr', 2, 2, [1, 2, 3]), new Uint8Array(15)), RangeError);
    assert.throws(() => toRgba({ ...filled('bgr', 1, 1, [1, 2, 3]), width: 2 }, new Uint8Array(16)), RangeError);
  });
});
