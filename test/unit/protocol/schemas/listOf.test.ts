import assert from 'node:assert/strict';
import * as z from 'zod';
import { listOf } from '../../../../src/protocol/schemas/listOf.ts';

describe('the schema of a long list', () => {
  let checked: number;
  const item = z.string().refine(() => {
    checked++;
    return true;
  });
  const list = listOf(item, { min: 1, max: 3 });
  const isValid = (value: unknown) => list.safeParse(value).success;

  beforeEach(() => {
    checked = 0;
  });

  it('accepts up to the maximum number of items', () => {
    assert.deepEqual(list.parse(['a', 'b', 'c']), ['a', 'b', 'c']);
    for (const value of [[], ['a', 'b', 'c', 'd'], 'a', undefined, { length: 1, 0: 'a' }])
      assert.equal(isValid(value), false, JSON.stringify(value));
    assert.equal(listOf(item, { max: 1 }).safeParse([]).success, true);
  });

  it('names no item and checks none after the first invalid one', () => {
    assert.equal(isValid(['a', 1, 'b']), false);
    assert.equal(checked, 1);
    assert.equal(list.safeParse([1, 2, 3]).error?.issues.length, 1);
  });

  it('treats a hole as an item', () => {
    assert.equal(isValid(new Array(2)), false);
  });
});
