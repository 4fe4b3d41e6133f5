import assert from 'node:assert/strict';
import { type VideoPayload, videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { bytes as bytesOf, latin1, pickle, pickledArray } from '../pickle/pickles.ts';
import { jpeg } from './images.ts';

describe('videoPayload', () => {
  const pixels = (count: number) => Uint8Array.from({ length: count }, (_, at) => at * 7);

  it('finds the picture in an array of any protocol and numpy version', () => {
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

  it('derives the channel order from the number of channels', () => {
    const orderOf = (shape: number[], length: number) => {
      const payload = videoPayload(pickledArray(shape, pixels(length)));
      return payload.kind === 'picture' ? `${payload.picture.order} ${payload.picture.width}` : payload.kind;
    };
    assert.equal(orderOf([2, 3], 6), 'gray 3');
    assert.equal(orderOf([2, 3, 1], 6), 'gray 3');
    assert.equal(orderOf([2, 3, 3], 18), 'bgr 3');
    assert.equal(orderOf([2, 3, 4], 24), 'bgra 3');
  });

  it('copies no pixel', () => {
    const bytes = pickledArray([2, 3, 3], pixels(18), { protocol: 5 });
    const payload = videoPayload(bytes);
    assert.ok(payload.kind === 'picture');
    assert.equal(payload.picture.pixels.buffer, bytes.buffer);
  });

  it('reports why an array isn’t a picture', () => {
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

  it('ignores an array with more dimensions than numpy supports', () => {
    const kindOf = (dimensions: number) =>
      videoPayload(pickledArray(new Array<number>(dimensions).fill(1), pixels(1))).kind;
    assert.deepEqual([kindOf(64), kindOf(65)], ['array', 'pickle']);
  });

  it('finds the image in an array, in bytes, and on its own', () => {
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

  it('recognizes anything else as neither', () => {
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
