import assert from 'node:assert/strict';
import { resultOf } from '../../../src/core/resultOf.ts';

describe('the result of something that runs once', () => {
  it('is what it returned, each time', () => {
    let runs = 0;
    const result = resultOf(() => ({ runs: ++runs }));
    assert.equal(runs, 1);
    assert.equal(result(), result());
    assert.equal(runs, 1);
  });

  it('is what it threw, each time', () => {
    let runs = 0;
    const result = resultOf(() => {
      throw new RangeError(String(++runs));
    });
    for (const _ of [1, 2]) assert.throws(result, { name: 'RangeError', message: '1' });
  });
});
