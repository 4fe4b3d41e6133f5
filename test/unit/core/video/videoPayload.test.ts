import assert from 'node:assert/strict';
import { arrayPrefix, arraySuffix } from '../../../../src/core/pickle/writeArray.ts';
import { type EncodedImage, encodedImage, isDecodable } from '../../../../src/core/video/imageHeader.ts';
import { type VideoPayload, videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { pickledPicture, prefixedPayload } from '../../../../src/core/video/writePicture.ts';
import { bytes as bytesOf, latin1, pickle, pickledArray } from '../pickle/pickles.ts';
import { jpeg, png, webp } from './images.ts';

describe('videoPayload', () => {
  const pixels = (count: number) => Uint8Array.from({ length: count }, (_, at) => at * 7);

  it('finds the picture in an array of every protocol and numpy', () => {
    for (const protocol of [2, 3, 4, 5] as const) {
      for (const core of ['core', '_core'] as const) {
        const bytes = pickledArray([2, 3, 3], pixels(18), { protocol, core });
        assert.deepEqual(videoPayload(bytes), {
          kind: 'picture',
          picture: { width: 3, height: 2, order: 'bgr', pixels: pixels(18) },
        });
      }
    }
  });

  it('knows the order of channels by their number', () => {
    const orderOf = (shape: number[], length: number) => {
      const payload = videoPayload(pickledArray(shape, pixels(length)));
      return payload.kind === 'picture' ? `${payload.picture.order} ${payload.picture.width}` : payload.kind;
    };
    assert.equal(orderOf([2, 3], 6), 'grey 3');
    assert.equal(orderOf([2, 3, 1], 6), 'grey 3');
    assert.equal(orderOf([2, 3, 3], 18), 'bgr 3');
    assert.equal(orderOf([2, 3, 4], 24), 'bgra 3');
  });

  it('copies no pixel', () => {
    const bytes = pickledArray([2, 3, 3], pixels(18), { protocol: 5 });
    const payload = videoPayload(bytes);
    assert.ok(payload.kind === 'picture');
    assert.equal(payload.picture.pixels.buffer, bytes.buffer);
  });

  it('says why an array is no picture', () => {
    const flawOf = (shape: number[], length: number, options = {}) => {
      const payload = videoPayload(pickledArray(shape, new Uint8Array(length), options));
      return payload.kind === 'array' ? payload.flaw : payload.kind;
    };
    assert.deepEqual(flawOf([1, 1, 3], 24, { dtype: 'f8', byteOrder: '<' }), {
      code: 'wrongElementType',
      dtype: '<f8',
    });
    assert.deepEqual(flawOf([1, 1, 3], 3, { dtype: 'i1' }), { code: 'wrongElementType', dtype: '|i1' });
    for (const shape of [[], [6], [2, 3, 2], [2, 3, 5], [1, 2, 3, 3]]) {
      const length = shape.reduce((product, one) => product * one, 1);
      assert.deepEqual(flawOf(shape, length), { code: 'wrongShape', shape });
    }
    assert.deepEqual(flawOf([0, 3, 3], 0), { code: 'noPixels', shape: [0, 3, 3] });
    assert.deepEqual(flawOf([3, 0], 0), { code: 'noPixels', shape: [3, 0] });
    for (const protocol of [2, 3, 4, 5]) {
      assert.deepEqual(flawOf([2, 3, 3], 18, { protocol, order: 'F' }), { code: 'wrongOrder', order: 'F' });
    }
    for (const actual of [0, 17, 19]) {
      assert.deepEqual(flawOf([2, 3, 3], actual), { code: 'wrongSize', shape: [2, 3, 3], expected: 18, actual });
    }
    const shape = [2 ** 31 - 1, 2 ** 31 - 1, 3];
    const expected = 3 * (2 ** 31 - 1) ** 2;
    assert.deepEqual(flawOf(shape, 18), { code: 'wrongSize', shape, expected, actual: 18 });
  });

  it('takes what has more dimensions than numpy gives for no array', () => {
    const kindOf = (dimensions: number) =>
      videoPayload(pickledArray(new Array<number>(dimensions).fill(1), pixels(1))).kind;
    assert.deepEqual([kindOf(64), kindOf(65)], ['array', 'pickle']);
  });

  it('finds the image in an array, in bytes, and by itself', () => {
    const image = jpeg(640, 480);
    const as = (within: string): VideoPayload =>
      ({
        kind: 'image',
        image: { format: 'jpeg', bytes: image, width: 640, height: 480, isCut: false },
        within,
      }) as VideoPayload;
    const same = (bytes: Uint8Array, within: string) =>
      assert.deepEqual(comparable(videoPayload(bytes)), comparable(as(within)));
    same(image, 'nothing');
    for (const protocol of [2, 3, 4, 5] as const) {
      same(pickledArray([image.length], image, { protocol }), 'array');
      same(pickledArray([image.length, 1], image, { protocol }), 'array');
      same(pickledArray([1, image.length], image, { protocol }), 'array');
      const written = bytesOf(protocol, Buffer.from(image).toString('latin1'));
      same(latin1(`\x80${String.fromCharCode(protocol)}${written}.`), 'bytes');
    }
  });

  it('tells what is nothing of all this', () => {
    assert.deepEqual(videoPayload(new Uint8Array()), { kind: 'empty' });
    assert.deepEqual(videoPayload(latin1('hello')), { kind: 'unknown' });
    assert.equal(videoPayload(pickle('cos\nsystem\n\x8c\x02id\x85R.')).kind, 'pickle');
    assert.equal(videoPayload(pickle('C\x02ab.')).kind, 'pickle');
    assert.equal(videoPayload(pickle('N.')).kind, 'pickle');
    const cut = pickledArray([2, 3, 3], pixels(18)).subarray(0, -5);
    assert.equal(videoPayload(cut).kind, 'brokenPickle');
  });

  function comparable(payload: VideoPayload): unknown {
    return payload.kind === 'image'
      ? { ...payload, image: { ...payload.image, bytes: [...payload.image.bytes] } }
      : payload;
  }
});

describe('encodedImage', () => {
  it('tells the size of each format', () => {
    const sizeOf = (bytes: Uint8Array) => {
      const { format, width, height, isCut } = encodedImage(bytes) ?? {};
      return [format, width, height, isCut];
    };
    assert.deepEqual(sizeOf(jpeg(1280, 720)), ['jpeg', 1280, 720, false]);
    assert.deepEqual(sizeOf(png(1280, 720)), ['png', 1280, 720, false]);
    assert.deepEqual(sizeOf(webp(1280, 720)), ['webp', 1280, 720, false]);
    assert.equal(encodedImage(latin1('GIF89a')), undefined);
  });

  it('finds no size where a decoder may find another', () => {
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

  it('decodes stills of 50 megapixels and 8K, and nothing beyond 8192 × 8192', () => {
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

  it('tells at every place that an image is cut there, and never throws', () => {
    for (const whole of [jpeg(1280, 720), png(1280, 720), webp(1280, 720)]) {
      for (let length = 0; length < whole.length; length++) {
        assert.equal(encodedImage(whole.subarray(0, length))?.isCut ?? true, true, String(length));
      }
    }
  });
});

describe('pickledPicture', () => {
  it('is read back, whatever its size and channels', () => {
    for (const [order, channels] of [
      ['grey', 1],
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

  it('copies no pixel and stands behind its length', () => {
    const picture = { width: 2, height: 1, order: 'grey', pixels: pixels(2) } as const;
    const parts = pickledPicture(picture);
    assert.equal(parts[1], picture.pixels);
    const length = parts[0].length + 2 + parts[2].length;
    assert.deepEqual(prefixedPayload(parts, 'little')[0], Uint8Array.of(length, 0, 0, 0, 0, 0, 0, 0));
    assert.deepEqual(prefixedPayload(parts, 'big')[0], Uint8Array.of(0, 0, 0, 0, 0, 0, 0, length));
    assert.deepEqual(prefixedPayload(parts, 'big').slice(1), parts);
  });

  it('refuses what is no picture of OpenCV, or no array', () => {
    assert.throws(() => pickledPicture({ width: 1, height: 1, order: 'rgba', pixels: pixels(4) }), RangeError);
    assert.throws(() => pickledPicture({ width: 1, height: 1, order: 'bgr', pixels: pixels(4) }), RangeError);
    for (const shape of [[], [-1], [0.5], [65536, 65536]]) assert.throws(() => arrayPrefix(shape), RangeError);
    assert.equal(videoPayload(Buffer.concat([arrayPrefix([0, 2]), arraySuffix])).kind, 'array');
    assert.deepEqual([...arrayPrefix([2 ** 31]).subarray(-5)], [0x42, 0, 0, 0, 0x80]);
  });

  const pixels = (count: number) => Uint8Array.from({ length: count }, (_, at) => at * 7);
});
