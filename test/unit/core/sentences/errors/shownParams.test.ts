import assert from 'node:assert/strict';
import { numberParam, shownParams } from '../../../../../src/core/sentences/errors/shownParams.ts';
import { unquotableValues } from '../../../../support/unquotableValues.ts';

describe('the parameters of a sentence', () => {
  it('are the texts and numbers that were passed', () => {
    assert.deepEqual(shownParams({ a: 'b', n: 0, e: '' }), { a: 'b', n: 0, e: '' });
    assert.deepEqual([7, '8', 0, undefined].map(numberParam), [7, 8, 0, 0]);
  });

  for (const value of unquotableValues)
    it(`exclude ${String(value) || 'an empty list'} (${typeof value})`, () => {
      assert.deepEqual(shownParams({ peer: value as string }), {});
      assert.equal(numberParam(value as number), 0);
    });
});
