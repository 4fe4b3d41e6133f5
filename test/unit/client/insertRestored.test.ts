import assert from 'node:assert/strict';
import { insertRestored } from '../../../src/client/insertRestored.ts';

describe('the position of a restored item', () => {
  const order = ['a', 'b', 'c', 'd'];

  it('is its former one', () => {
    assert.deepEqual(insertRestored(['b', 'c', 'd'], 'a', order), order);
    assert.deepEqual(insertRestored(['a', 'c', 'd'], 'b', order), order);
    assert.deepEqual(insertRestored(['a', 'b', 'c'], 'd', order), order);
  });

  it('is next to its former neighbors, even if others have come or gone since', () => {
    assert.deepEqual(insertRestored(['a', 'd', 'new'], 'b', order), ['a', 'b', 'd', 'new']);
    assert.deepEqual(insertRestored(['a', 'new'], 'd', order), ['a', 'd', 'new']);
    assert.deepEqual(insertRestored(['new'], 'b', order), ['b', 'new']);
    assert.deepEqual(insertRestored([], 'b', order), ['b']);
  });
});
