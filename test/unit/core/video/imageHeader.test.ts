import assert from 'node:assert/strict';
import {
  type EncodedImage,
  encodedImage,
  imageFormat,
  imageStartBytes,
  isDecodable,
} from '../../../../src/core/video/imageHeader.ts';
import { latin1 } from '../pickle/pickles.ts';
import { jpeg, png, webp } from './images.ts';

describe('an encoded image', () => {
  it('has its size in each format', () => {
    const sizeOf = (bytes: Uint8Array) => {
      const { format, width, height, isCut } = encodedImage(bytes) ?? {};
      return [format, width, height, isCut];
    };
    assert.deepEqual(sizeOf(jpeg(1280, 720)), ['jpeg', 1280, 720, false]);
    assert.deepEqual(sizeOf(png(1280, 720)), ['png', 1280, 720, false]);
    assert.deepEqual(sizeOf(webp(1280, 720)), ['webp', 1280, 720, false]);
    assert.equal(encodedImage(latin1('GIF89a')), undefined);
  });

  it('has no size if a decoder may find another one', () => {
    const [small, large] = [jpeg(16, 16), jpeg(65_535, 65_535)];
    const frameAt = Buffer.from(small).indexOf(Uint8Array.of(0xff, 0xc0));
    const frameOf = (image: Uint8Array) => image.subarray(frameAt, frameAt + 19);
    const withBefore = (bytes: Uint8Array) =>
      Buffer.concat([small.subarray(0, frameAt), bytes, small.subarray(frameAt)]);
    const alone = (marker: number) => withBefore(Buffer.concat([Uint8Array.of(0xff, marker), frameOf(large)]));
    const pngs = [png(16, 16), png(65_535, 65_535)] as const;
    const ihdr = pngs[1].subarray(8, 33);
    const hidden = Buffer.concat([Buffer.alloc(8), Buffer.from('prVt'), pngs[0].subarray(16, 24), Buffer.alloc(4)]);
    hidden.writeUInt32BE(8);
    for (const image of [
      withBefore(frameOf(large)),
      ...[0x00, 0x01, 0xd0, 0xd7, 0xd8].map(alone),
      withBefore(Uint8Array.of(0xff, 0xe0, 0, 1)),
      Buffer.concat([pngs[0].subarray(0, 8), hidden.subarray(4), ihdr, pngs[0].subarray(33)]),
      Buffer.concat([pngs[0].subarray(0, 33), ihdr, pngs[0].subarray(33)]),
    ]) {
      const found = encodedImage(image);
      assert.ok(found && !isDecodable(found), Buffer.from(image).toString('hex', 0, 64));
    }
    assert.ok([small, pngs[0]].every(image => isDecodable(encodedImage(image) as EncodedImage)));
  });

  it('is accepted up to 50 megapixels and 8K, and rejected beyond 8192 × 8192', () => {
    for (const [width, height, isFine] of [
      [8688, 5792, true],
      [7680, 4320, true],
      [8192, 8192, true],
      [8193, 8192, false],
      [32_766, 1, true],
      [32_767, 1, false],
      [1, 60_000, false],
      [65_535, 65_535, false],
    ] as const) {
      for (const image of [jpeg(width, height), png(width, height)]) {
        const found = encodedImage(image);
        assert.equal(found && isDecodable(found), isFine, `${found?.format} ${width} × ${height}`);
      }
    }
  });

  it('is recognized as truncated at every length, and never throws', () => {
    for (const whole of [jpeg(1280, 720), png(1280, 720), webp(1280, 720)]) {
      for (let length = 0; length < whole.length; length++) {
        assert.equal(encodedImage(whole.subarray(0, length))?.isCut ?? true, true, String(length));
      }
    }
  });

  it('is recognized by its first twelve bytes, and not by fewer for WebP', () => {
    for (const [format, image] of [
      ['jpeg', jpeg(5, 3)],
      ['png', png(5, 3)],
      ['webp', webp(5, 3)],
    ] as const) {
      assert.equal(imageFormat(image.subarray(0, imageStartBytes)), format);
      assert.equal(imageFormat(image.subarray(0, 2)), undefined);
    }
    assert.equal(imageFormat(webp(5, 3).subarray(0, 11)), undefined);
    assert.equal(imageFormat(latin1('RIFF\0\0\0\0AVI ')), undefined);
  });

  it('has the size of a lossless or an extended WebP', () => {
    const sized = (kind: string, at: number, bytes: number[]) => {
      const image = Buffer.from(webp(1, 1));
      image.write(kind, 12);
      image.set(bytes, at);
      const { width, height } = encodedImage(image) ?? {};
      return [width, height];
    };
    // Both minus one: 640 by 480 in 14 bits each, then in 24 bits each.
    assert.deepEqual(sized('VP8L', 21, [0x7f, 0xc2, 0x77, 0]), [640, 480]);
    assert.deepEqual(sized('VP8X', 24, [0x7f, 2, 0, 0xdf, 1, 0]), [640, 480]);
    assert.deepEqual(sized('ABCD', 24, []), [undefined, undefined]);
  });

  it('has no size if a side is zero', () => {
    for (const image of [jpeg(0, 3), jpeg(3, 0), png(0, 3), webp(3, 0)]) {
      assert.equal(encodedImage(image)?.width, undefined);
    }
  });
});
