import assert from 'node:assert/strict';
import { arrayPrefix, arraySuffix } from '../../../../src/core/pickle/writeArray.ts';
import { latin1 } from './pickles.ts';
import { shown, tree } from './shownPickle.ts';

describe('a written array', () => {
  for (const shape of [[6], [2, 3], [1, 2, 3], [0, 4], [300]]) {
    it(`round-trips around its bytes: (${shape.join(', ')})`, () => {
      const data = latin1('x'.repeat(shape.reduce((product, one) => product * one, 1)));
      const written = Buffer.concat([arrayPrefix(shape), data, arraySuffix]);
      const expected = { array: '|u1', shape, order: 'C', data: Buffer.from(data).toString() };
      assert.deepEqual(shown(tree(written)), expected);
    });
  }

  it('declares the length of its bytes up to 4 GiB', () => {
    const announced = (shape: number[]) => Buffer.from(arrayPrefix(shape)).readUInt32LE(arrayPrefix(shape).length - 4);
    assert.equal(announced([70_000, 3]), 210_000);
    assert.equal(announced([2 ** 32 - 1]), 2 ** 32 - 1);
    assert.throws(() => announced([2 ** 16, 2 ** 16]), { name: 'RangeError', message: /shape \(65536, 65536\)/ });
  });

  it('rejects invalid shapes', () => {
    for (const shape of [[], [-1], [1.5], [2 ** 32, 0], [Number.NaN]])
      assert.throws(() => arrayPrefix(shape), RangeError);
  });
});
