import assert from 'node:assert/strict';
import { isTooLarge, pictureBytes } from '../../../../src/core/video/picture.ts';

describe('a picture', () => {
  it('is too large beyond 8192 × 8192 pixels, or with a side longer than a frame may have', () => {
    const sizes: [number, number, boolean][] = [
      [8192, 8192, false],
      [8193, 8192, true],
      [8192, 8193, true],
      [32_766, 2048, false],
      [32_766, 2049, true],
      [32_767, 1, true],
      [1, 32_767, true],
    ];
    for (const [width, height, isLarge] of sizes) {
      assert.equal(isTooLarge({ width, height }), isLarge, `${width} × ${height}`);
    }
  });

  it('has bytes for each channel of each pixel', () => {
    const bytes = (['gray', 'bgr', 'bgra', 'rgba'] as const).map(order => pictureBytes(5, 3, order));
    assert.deepEqual(bytes, [15, 45, 60, 60]);
  });
});
