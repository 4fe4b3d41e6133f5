import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isShowable, mayBePicture, pictureOf } from '../../../../webview/entry/foundPicture.ts';
import { root } from '../../../support/paths.ts';

const png = readFileSync(join(root, 'media/icon.png'));
const gif = Buffer.from('R0lGODlhAgADAIAAAAAAAP///yH5BAEAAAAALAAAAAACAAMAAAICRF4AOw==', 'base64');
/** 3 × 2 pixels, rows from the top: their number is negative. */
const bmp = Buffer.alloc(78);
bmp.write('BM', 'latin1');
bmp.writeUInt32LE(78, 2);
bmp.writeUInt32LE(54, 10);
bmp.writeUInt32LE(40, 14);
bmp.writeInt32LE(3, 18);
bmp.writeInt32LE(-2, 22);

describe('a picture in an entry', () => {
  it('is known with its format and size', () => {
    assert.deepEqual(pictureOf(png), { name: 'PNG', mediaType: 'image/png', size: [256, 256], isCut: false });
    assert.deepEqual(pictureOf(gif), { name: 'GIF', mediaType: 'image/gif', size: [2, 3], isCut: false });
    assert.deepEqual(pictureOf(bmp), { name: 'BMP', mediaType: 'image/bmp', size: [3, 2], isCut: false });
  });

  it('is known to be cut at every length at which it can be known at all', () => {
    for (const whole of [gif, bmp]) {
      for (let length = 0; length < whole.length; length++) {
        const found = pictureOf(whole.subarray(0, length));
        assert.ok(found === undefined || found.isCut, `${length} bytes`);
      }
    }
    for (const length of [8, 23, 24, png.length - 1]) assert.ok(pictureOf(png.subarray(0, length))?.isCut, `${length}`);
  });

  it('isn’t shown without a size, or with one that a page shouldn’t decode', () => {
    const vast = Buffer.from(png);
    vast.writeUInt32BE(40_000, 16);
    for (const bytes of [vast, png.subarray(0, 20)]) {
      const found = pictureOf(bytes);
      assert.ok(found && !isShowable(found));
    }
    const whole = pictureOf(png);
    assert.ok(whole && isShowable(whole));
  });

  it('isn’t seen in texts, in nothing, or in too much', () => {
    for (const text of ['', 'B', 'GIF87', 'GIF88a', 'BM', 'BMW builds cars, and that is all there is to it'])
      assert.equal(pictureOf(Buffer.from(text)), undefined, text);
    assert.ok(mayBePicture(png, 16 * 1024 * 1024));
    assert.ok(!mayBePicture(png, 16 * 1024 * 1024 + 1));
  });
});
