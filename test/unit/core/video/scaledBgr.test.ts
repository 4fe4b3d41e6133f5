import assert from 'node:assert/strict';
import { i420Bytes, toI420 } from '../../../../src/core/video/i420.ts';
import type { Picture } from '../../../../src/core/video/picture.ts';
import { scaledBgr } from '../../../../src/core/video/scaledBgr.ts';

const [black, red, green, blue, white] = [
  [0, 0, 0],
  [0, 0, 255],
  [0, 255, 0],
  [255, 0, 0],
  [255, 255, 255],
] as const;

/** BGR bytes from rows. */
function bgr(rows: (readonly number[])[][]): Picture {
  const [first = []] = rows;
  return { width: first.length, height: rows.length, order: 'bgr', pixels: Uint8Array.from(rows.flat(2)) };
}

/** Rows of pixels from BGR bytes. */
function rows(bytes: Uint8Array, width: number): number[][][] {
  const pixels = Array.from({ length: bytes.length / 3 }, (_, at) => [...bytes.subarray(3 * at, 3 * at + 3)]);
  return Array.from({ length: pixels.length / width }, (_, at) => pixels.slice(at * width, (at + 1) * width));
}

describe('a picture scaled to BGR', () => {
  it('is the picture itself if it has the size', () => {
    const picture = bgr([[red, green]]);
    assert.equal(scaledBgr(picture, { width: 2, height: 1 }), picture.pixels);
  });

  it('has the right colors from any format', () => {
    const size = { width: 2, height: 1 };
    const pictures: Picture[] = [
      { ...size, order: 'rgba', pixels: Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 255) },
      { ...size, order: 'bgra', pixels: Uint8Array.of(0, 0, 255, 255, 255, 0, 0, 255) },
    ];
    for (const picture of pictures) assert.deepEqual(rows(scaledBgr(picture, size), 2), [[red, blue]]);
    const gray: Picture = { ...size, order: 'gray', pixels: Uint8Array.of(7, 255) };
    assert.deepEqual(rows(scaledBgr(gray, size), 2), [[[7, 7, 7], white]]);
  });

  it('is on black where it is transparent', () => {
    const picture: Picture = { width: 1, height: 1, order: 'rgba', pixels: Uint8Array.of(255, 100, 0, 128) };
    assert.deepEqual([...scaledBgr(picture, picture)], [0, 50, 128]);
  });

  it('is within two steps of what it was before conversion to I420', () => {
    const [width, height] = [4, 4];
    for (const color of [black, red, green, blue, white, [191, 40, 90]]) {
      const picture = bgr(Array.from({ length: height }, () => Array.from({ length: width }, () => color)));
      const planes = new Uint8Array(i420Bytes(width, height));
      toI420(picture, planes, 'bt601');
      for (const [at, value] of scaledBgr({ width, height, planes }, picture).entries()) {
        assert.ok(Math.abs(value - (picture.pixels[at] ?? 0)) <= 2, `${value} at ${at} of ${color}`);
      }
    }
  });

  it('keeps hard edges when enlarged, and averages when reduced', () => {
    const picture = bgr([[red, blue]]);
    const large = scaledBgr(picture, { width: 4, height: 2 });
    const line = [red, red, blue, blue];
    assert.deepEqual(rows(large, 4), [line, line]);
    assert.deepEqual(
      rows(
        scaledBgr(
          bgr([
            [black, white],
            [black, white],
          ]),
          { width: 1, height: 1 },
        ),
        1,
      ),
      [[[128, 128, 128]]],
    );
  });

  it('is centered on black if it has another shape', () => {
    const picture = bgr([[green]]);
    assert.deepEqual(rows(scaledBgr(picture, { width: 3, height: 1 }), 3), [[black, green, black]]);
    assert.deepEqual(rows(scaledBgr(picture, { width: 1, height: 4 }), 1), [[black], [green], [black], [black]]);
  });

  it('has any size from one pixel on', () => {
    const picture = bgr([[red, green, blue]]);
    for (let width = 1; width < 9; width++) {
      for (let height = 1; height < 9; height++) {
        assert.equal(scaledBgr(picture, { width, height }).length, width * height * 3);
      }
    }
  });
});
