import assert from 'node:assert/strict';
import { resultOf } from '../../../src/core/resultOf.ts';

describe('the result of a function that runs once', () => {
  it('is returned each time', () => {
    let runs = 0;
    const result = resultOf(() => ({ runs: ++runs }));
    assert.equal(runs, 1);
    assert.equal(result(), result());
    assert.equal(runs, 1);
  });

  it('is thrown each time if it failed', () => {
    let runs = 0;
    const result = resultOf(() => {
      throw new RangeError(String(++runs));
    });
    for (const _ of [1, 2]) assert.throws(result, { name: 'RangeError', message: '1' });
  });
});
