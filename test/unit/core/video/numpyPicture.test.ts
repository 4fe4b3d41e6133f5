import assert from 'node:assert/strict';
import { isBytes, isEncodedLine, numpyPicture, pictureLayout } from '../../../../src/core/video/numpyPicture.ts';

const array = (shape: readonly number[], bytes: number, dtype = '|u1') =>
  ({ kind: 'array', id: 0, dtype, shape, order: 'C', data: new Uint8Array(bytes) }) as const;

describe('a numpy array as a picture', () => {
  it('has rows, columns and a channel order, and the array’s own bytes', () => {
    const gray = array([2, 3], 6);
    assert.deepEqual(numpyPicture(gray), { width: 3, height: 2, order: 'gray', pixels: gray.data });
    const orders = [1, 3, 4].map(channels => pictureLayout(array([2, 3, channels], 0), undefined));
    assert.deepEqual(
      orders,
      ['gray', 'bgr', 'bgra'].map(order => ({ width: 3, height: 2, order })),
    );
  });

  it('must contain bytes, whatever their byte order is said to be', () => {
    for (const dtype of ['|u1', '<u1', '>u1', '=u1', 'u1']) assert.ok(isBytes(dtype), dtype);
    for (const dtype of ['|i1', '<u2', '|b1', '|u10', 'xu1']) {
      assert.deepEqual(numpyPicture(array([2, 3], 6, dtype)), { code: 'wrongElementType', dtype });
    }
  });

  it('must have the right shape', () => {
    for (const shape of [[], [6], [2, 3, 0], [2, 3, 2], [2, 3, 5], [1, 2, 3, 3]]) {
      assert.deepEqual(numpyPicture(array(shape, 6)), { code: 'wrongShape', shape });
    }
    for (const shape of [
      [0, 3],
      [3, 0, 3],
    ]) {
      assert.deepEqual(numpyPicture(array(shape, 0)), { code: 'noPixels', shape });
    }
    for (const order of ['F', 'K'] as const) {
      assert.deepEqual(numpyPicture({ ...array([2, 3], 6), order }), { code: 'wrongOrder', order });
    }
  });

  it('must have the right number of bytes, if known', () => {
    for (const actual of [0, 17, 19]) {
      const expected = { code: 'wrongSize', shape: [2, 3, 3], expected: 18, actual };
      assert.deepEqual(numpyPicture(array([2, 3, 3], actual)), expected);
    }
    assert.deepEqual(pictureLayout(array([2, 3, 3], 0), undefined), { width: 3, height: 2, order: 'bgr' });
  });

  it('must not exceed the display limits', () => {
    const layout = (height: number, width: number) => pictureLayout(array([height, width], 0), undefined);
    assert.deepEqual(layout(1, 32_766), { width: 32_766, height: 1, order: 'gray' });
    assert.deepEqual(layout(1, 32_767), { code: 'tooLarge', width: 32_767, height: 1 });
  });

  it('may be one-dimensional, like an encoded image', () => {
    const isLine = (shape: number[], dtype?: string) => isEncodedLine(array(shape, 0, dtype));
    assert.deepEqual(
      [[9], [9, 1], [1, 9], [1]].map(shape => isLine(shape)),
      [true, true, true, true],
    );
    assert.deepEqual(
      [[], [2, 2], [9, 1, 1]].map(shape => isLine(shape)),
      [false, false, false],
    );
    assert.equal(isLine([9], '<f4'), false);
  });
});
