import assert from 'node:assert/strict';
import { canBeJpeg, decodeJpeg, encodeJpeg } from '../../../../src/engine/video/jpegTurbo.ts';
import { variedPicture } from '../../../support/videoFrames.ts';

/** Left half red, right half blue, as BGR. */
function halves(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const isLeft = Math.floor(at / 3) % width < width / 2;
    return at % 3 === (isLeft ? 2 : 0) ? 255 : 0;
  });
}

describe('pictures as JPEG files', () => {
  it('have the colors that they were written with, in any size', async () => {
    for (const [width, height] of [
      [32, 32],
      [33, 17],
      [640, 480],
      [16, 16],
    ] as const) {
      const jpeg = await encodeJpeg(halves(width, height), { width, height }, 95);
      const picture = await decodeJpeg(jpeg);
      assert.deepEqual([picture.width, picture.height, picture.order], [width, height, 'bgr']);
      const [blue = 0, green = 0, red = 0] = picture.pixels;
      const isRed = red > 180 && blue < 80 && green < 80;
      assert.ok(isRed, `${[blue, green, red]}`);
    }
  });

  it('are complete, however large they become', async () => {
    for (const [width, height] of [
      [16, 16],
      [17, 16],
      [16, 300],
      [65, 49],
    ] as const) {
      const noise = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * at * 2_654_435_761) >>> 11);
      const jpeg = await encodeJpeg(noise, { width, height }, 100);
      assert.deepEqual([...jpeg.subarray(-2)], [0xff, 0xd9]);
      assert.equal((await decodeJpeg(jpeg)).height, height);
    }
  });

  it('are smaller with lower quality, and independent of each other', async () => {
    const picture = variedPicture(64, 48);
    const [good, bad] = [await encodeJpeg(picture.pixels, picture, 95), await encodeJpeg(picture.pixels, picture, 20)];
    assert.ok(bad.length < good.length);
    assert.deepEqual(await encodeJpeg(picture.pixels, picture, 95), good);
  });

  it('are rejected when they are damaged, and the next one is read', async () => {
    const picture = variedPicture(64, 48);
    const jpeg = await encodeJpeg(picture.pixels, picture, 80);
    await assert.rejects(decodeJpeg(new Uint8Array()), Error);
    await assert.rejects(decodeJpeg(jpeg.subarray(0, 100)), Error);
    assert.equal((await decodeJpeg(jpeg)).width, 64);
  });

  it('can be written with sides from 16 pixels on, as long as they can be decoded again', () => {
    const can = (width: number, height: number) => canBeJpeg({ width, height });
    assert.deepEqual([can(15, 100), can(16, 16), can(100, 15)], [false, true, false]);
    assert.deepEqual([can(16, 32_766), can(16, 32_767), can(8192, 8192), can(8192, 8193)], [true, false, true, false]);
  });
});
