import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isShowable, pictureDecoder, pictureOf } from '../../../../src/core/decoders/pictureDecoder.ts';
import { inputOf } from '../../../support/inputOf.ts';
import { root } from '../../../support/paths.ts';

const png = readFileSync(join(root, 'media/icon.png'));
const gif = Buffer.from('R0lGODlhAgADAIAAAAAAAP///yH5BAEAAAAALAAAAAACAAMAAAICRF4AOw==', 'base64');
/** 3 × 2 pixels, rows from the top: the row count is negative. */
const bmp = Buffer.alloc(78);
bmp.write('BM', 'latin1');
bmp.writeUInt32LE(78, 2);
bmp.writeUInt32LE(54, 10);
bmp.writeUInt32LE(40, 14);
bmp.writeInt32LE(3, 18);
bmp.writeInt32LE(-2, 22);

describe('the picture decoder', () => {
  it('finds the format and the size', async () => {
    assert.deepEqual(await pictureDecoder.decode(inputOf(png)), {
      kind: 'picture',
      bytes: png,
      name: 'PNG',
      mediaType: 'image/png',
      size: [256, 256],
      isCut: false,
    });
    assert.deepEqual(await pictureDecoder.decode(inputOf(gif)), {
      kind: 'picture',
      bytes: gif,
      name: 'GIF',
      mediaType: 'image/gif',
      size: [2, 3],
      isCut: false,
    });
    assert.deepEqual(await pictureDecoder.decode(inputOf(bmp)), {
      kind: 'picture',
      bytes: bmp,
      name: 'BMP',
      mediaType: 'image/bmp',
      size: [3, 2],
      isCut: false,
    });
  });

  it('detects truncation at every length at which it can', () => {
    for (const whole of [gif, bmp]) {
      for (let length = 0; length < whole.length; length++) {
        const found = pictureOf(whole.subarray(0, length));
        assert.ok(found === undefined || found.isCut, `${length} bytes`);
      }
    }
    for (const length of [8, 23, 24, png.length - 1]) assert.ok(pictureOf(png.subarray(0, length))?.isCut, `${length}`);
  });

  it('shows nothing without a size, or with one too large for a page to decode', () => {
    const vast = Buffer.from(png);
    vast.writeUInt32BE(40_000, 16);
    for (const bytes of [vast, png.subarray(0, 20)]) {
      const found = pictureOf(bytes);
      assert.ok(found && !isShowable(found));
    }
    const whole = pictureOf(png);
    assert.ok(whole && isShowable(whole));
  });

  it('takes the first frame of a GIF into account, which browsers enlarge the picture for', () => {
    const header = gif.subarray(0, 19);
    const extension = Buffer.from([0x21, 0xff, 2, 0x2c, 0x2c, 1, 0x21, 0]);
    const frame = Buffer.alloc(11, 0x3b);
    frame[0] = 0x2c;
    for (const [at, value] of [10, 20, 30_000, 40_000].entries()) frame.writeUInt16LE(value, 1 + 2 * at);
    const found = pictureOf(Buffer.concat([header, extension, frame]));
    assert.ok(found && !isShowable(found));
    assert.deepEqual(found.size, [30_010, 40_020]);
    for (const damaged of [header, Buffer.concat([header, Buffer.of(0), frame]), Buffer.concat([header, extension])])
      assert.equal(pictureOf(damaged)?.size, undefined);
  });

  it('finds nothing in text, in no bytes, or in too many', () => {
    for (const text of ['', 'B', 'GIF87', 'GIF88a', 'BM', 'BMW builds cars, and that is all there is to it'])
      assert.equal(pictureOf(Buffer.from(text)), undefined, text);
    assert.equal(pictureDecoder.sniff(inputOf(png, { length: 16 * 1024 * 1024 })), 'preferred');
    assert.equal(pictureDecoder.sniff(inputOf(png, { length: 16 * 1024 * 1024 + 1 })), undefined);
  });
});
