import assert from 'node:assert/strict';
import { pictureBytes } from '../../../../src/core/video/picture.ts';
import { drawTestPattern } from '../../../../src/core/video/testPattern.ts';
import { barCenter, colorBars } from '../../../../src/core/video/testPatternLayout.ts';
import { decodeJpeg } from '../../../../src/engine/video/jpegTurbo.ts';
import { pagePicture } from '../../../../src/engine/video/pagePicture.ts';
import { variedPicture } from '../../../support/videoFrames.ts';

/** Out of 255: imperceptible. */
const tolerance = 2;

describe('pictures for a page', () => {
  it('are JPEG if they are large, with the same colors in a tenth of the bytes', async () => {
    const size = { width: 640, height: 480 };
    const pixels = new Uint8Array(pictureBytes(640, 480, 'bgr'));
    drawTestPattern(pixels, 640, 480, { frame: 7, timeMs: 12_345 });
    const shown = await pagePicture(3, { ...size, order: 'bgr', pixels });
    assert.deepEqual([shown.number, shown.width, shown.height, shown.format], [3, 640, 480, 'encoded']);
    assert.ok(shown.bytes.length < pixels.length / 10, `${shown.bytes.length} bytes`);
    const seen = await decodeJpeg(shown.bytes);
    for (const [bar, color] of colorBars.entries()) {
      const { x, y } = barCenter(bar, 640, 480);
      const at = 3 * (640 * y + x);
      for (const [channel, value] of color.entries())
        assert.ok(Math.abs((seen.pixels[at + channel] ?? 0) - value) <= tolerance, `bar ${bar}`);
    }
  });

  for (const [what, width, height, order, format] of [
    ['small', 320, 239, 'bgr', 'I420'],
    ['large enough', 320, 240, 'bgr', 'encoded'],
    ['gray', 640, 480, 'gray', 'I420'],
    ['partly transparent', 640, 480, 'bgra', 'RGBA'],
    ['too narrow for JPEG', 15, 6000, 'bgr', 'I420'],
    ['too tall for JPEG', 16, 65_501, 'bgr', 'I420'],
  ] as const) {
    it(`are ${format} if they are ${what}`, async () => {
      assert.equal((await pagePicture(1, variedPicture(width, height, order))).format, format);
    });
  }
});
