import assert from 'node:assert/strict';
import { i420ToRgba } from '../../../../webview/video/i420ToRgba.ts';

describe('I420 converted to RGBA by hand', () => {
  /** One color, in a picture of 3 by 3: the chroma planes have two rows and columns. */
  const plain = (y: number, u: number, v: number) =>
    Uint8Array.from([...Array(9).fill(y), ...Array(4).fill(u), ...Array(4).fill(v)]);
  const size = { width: 3, height: 3 };

  const colors: [string, [number, number, number], [number, number, number]][] = [
    ['black', [16, 128, 128], [0, 0, 0]],
    ['white', [235, 128, 128], [255, 255, 255]],
    ['gray', [126, 128, 128], [128, 128, 128]],
    ['red', [81, 90, 240], [254, 0, 0]],
    ['green', [145, 54, 34], [0, 255, 1]],
    ['blue', [41, 240, 110], [0, 0, 255]],
    ['below-black luma', [0, 128, 128], [0, 0, 0]],
  ];
  for (const [name, yuv, rgb] of colors)
    it(`yields ${name}`, () => {
      const rgba = i420ToRgba(plain(...yuv), size);
      assert.equal(rgba.length, 36);
      assert.deepEqual([...rgba.slice(-4)], [...rgb, 255]);
    });

  it('uses the chroma of the block that contains a pixel', () => {
    const bytes = plain(126, 128, 128);
    bytes[9 + 3] = 240;
    const blue = (at: number) => i420ToRgba(bytes, size)[4 * at + 2];
    assert.deepEqual([blue(0), blue(7), blue(8)], [128, 128, 255]);
  });

  it('rejects too few bytes', () => {
    assert.throws(() => i420ToRgba(plain(16, 128, 128).slice(1), size), RangeError);
  });
});
