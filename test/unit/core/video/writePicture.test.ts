import assert from 'node:assert/strict';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { pickledPicture, prefixedPayload } from '../../../../src/core/video/writePicture.ts';

describe('a pickled picture', () => {
  it('round-trips, whatever its size and channels', () => {
    for (const [order, channels] of [
      ['gray', 1],
      ['bgr', 3],
      ['bgra', 4],
    ] as const) {
      for (const [width, height] of [
        [1, 1],
        [3, 2],
        [700, 2],
      ] as const) {
        const picture = { width, height, order, pixels: pixels(width * height * channels) };
        const bytes = Buffer.concat(pickledPicture(picture));
        assert.deepEqual(videoPayload(new Uint8Array(bytes)), { kind: 'picture', picture });
      }
    }
  });

  it('copies no pixel and follows its length', () => {
    const picture = { width: 2, height: 1, order: 'gray', pixels: pixels(2) } as const;
    const parts = pickledPicture(picture);
    assert.equal(parts[1], picture.pixels);
    const length = parts[0].length + 2 + parts[2].length;
    assert.deepEqual(prefixedPayload(parts, 'little')[0], Uint8Array.of(length, 0, 0, 0, 0, 0, 0, 0));
    assert.deepEqual(prefixedPayload(parts, 'big')[0], Uint8Array.of(0, 0, 0, 0, 0, 0, 0, length));
    assert.deepEqual(prefixedPayload(parts, 'big').slice(1), parts);
  });

  it('is rejected if it isn’t an OpenCV picture', () => {
    assert.throws(() => pickledPicture({ width: 1, height: 1, order: 'rgba', pixels: pixels(4) }), RangeError);
    assert.throws(() => pickledPicture({ width: 1, height: 1, order: 'bgr', pixels: pixels(4) }), RangeError);
  });

  const pixels = (count: number) => Uint8Array.from({ length: count }, (_, at) => at * 7);
});
