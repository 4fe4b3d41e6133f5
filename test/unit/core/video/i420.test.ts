import assert from 'node:assert/strict';
import fc from 'fast-check';
import { i420Bytes, toI420, videoColorSpace, type YuvMatrix } from '../../../../src/core/video/i420.ts';
import type { Picture } from '../../../../src/core/video/picture.ts';
import { type Color, filled } from './filledPicture.ts';

describe('toI420', () => {
  const planes = (picture: Picture, matrix?: YuvMatrix) => {
    const into = new Uint8Array(i420Bytes(picture.width, picture.height));
    toI420(picture, into, matrix);
    return [...into];
  };
  const of = (color: Color, matrix?: YuvMatrix) => {
    const [y, , , , u, v] = planes(filled('bgr', 2, 2, color), matrix);
    return [y, u, v];
  };

  it('returns the values that the standards specify for their colors', () => {
    for (const matrix of ['bt601', 'bt709'] as const) {
      assert.deepEqual(of([0, 0, 0], matrix), [16, 128, 128]);
      assert.deepEqual(of([255, 255, 255], matrix), [235, 128, 128]);
      assert.deepEqual(of([128, 128, 128], matrix), [126, 128, 128]);
    }
    assert.deepEqual(of([255, 0, 0], 'bt601'), [81, 90, 240]);
    assert.deepEqual(of([0, 255, 0], 'bt601'), [145, 54, 34]);
    assert.deepEqual(of([0, 0, 255], 'bt601'), [41, 240, 110]);
    assert.deepEqual(of([255, 0, 0]), [63, 102, 240]);
    assert.deepEqual(of([0, 255, 0]), [173, 42, 26]);
    assert.deepEqual(of([0, 0, 255]), [32, 240, 118]);
  });

  it('is the same for every order', () => {
    const color = [10, 120, 250] as const;
    const expected = planes(filled('bgr', 3, 3, color));
    for (const order of ['bgra', 'rgba'] as const) assert.deepEqual(planes(filled(order, 3, 3, color, 7)), expected);
    const gray = [99, 99, 99] as const;
    assert.deepEqual(planes(filled('gray', 3, 3, gray)), planes(filled('bgr', 3, 3, gray)));
  });

  it('averages chroma over its four pixels, at odd edges over those that exist', () => {
    const pixels = Uint8Array.of(0, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0, 255, 0, 0, 255, 255, 0, 0);
    const [, , , , , , ...chroma] = planes({ width: 3, height: 2, order: 'bgr', pixels }, 'bt601');
    assert.deepEqual(chroma, [90, 240, 240, 110]);
    const halves = Uint8Array.of(0, 0, 255, 0, 0, 255, 255, 0, 0, 255, 0, 0);
    assert.deepEqual(planes({ width: 2, height: 2, order: 'bgr', pixels: halves }, 'bt601').slice(4), [165, 175]);
    assert.equal(planes(filled('bgr', 1, 1, [255, 0, 0])).length, 3);
  });

  it('is within one of the exact value for any color', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, fc.constantFrom('bt601', 'bt709'), (red, green, blue, matrix) => {
        const [kr, kb] = matrix === 'bt601' ? [0.299, 0.114] : [0.2126, 0.0722];
        const luma = kr * red + (1 - kr - kb) * green + kb * blue;
        const exact = [
          16 + (219 / 255) * luma,
          128 + (112 / 255) * ((blue - luma) / (1 - kb)),
          128 + (112 / 255) * ((red - luma) / (1 - kr)),
        ];
        const actual = of([red, green, blue], matrix);
        for (const [at, value] of exact.entries()) assert.ok(Math.abs((actual[at] ?? 0) - value) <= 0.51);
      }),
    );
  });

  it('rejects buffers that are too small', () => {
    assert.throws(() => toI420(filled('bgr', 2, 2, [1, 2, 3]), new Uint8Array(5)), RangeError);
  });

  it('has as many bytes as three planes, with chroma sizes rounded up', () => {
    assert.deepEqual([i420Bytes(4, 2), i420Bytes(3, 3), i420Bytes(1, 1)], [12, 17, 3]);
  });

  it('describes its color space to the browser as it was written', () => {
    assert.equal(videoColorSpace('bt601').matrix, 'smpte170m');
    assert.deepEqual([videoColorSpace('bt709').matrix, videoColorSpace('bt709').fullRange], ['bt709', false]);
  });
});
