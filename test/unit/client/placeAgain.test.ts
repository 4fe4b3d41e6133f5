import assert from 'node:assert/strict';
import { placeAgain } from '../../../src/client/placeAgain.ts';

describe('the place of something that comes back', () => {
  const order = ['a', 'b', 'c', 'd'];

  it('is the one that it had', () => {
    assert.deepEqual(placeAgain(['b', 'c', 'd'], 'a', order), order);
    assert.deepEqual(placeAgain(['a', 'c', 'd'], 'b', order), order);
    assert.deepEqual(placeAgain(['a', 'b', 'c'], 'd', order), order);
  });

  it('is beside those that stood there, where others have gone or come since', () => {
    assert.deepEqual(placeAgain(['a', 'd', 'new'], 'b', order), ['a', 'b', 'd', 'new']);
    assert.deepEqual(placeAgain(['a', 'new'], 'd', order), ['a', 'd', 'new']);
    assert.deepEqual(placeAgain(['new'], 'b', order), ['b', 'new']);
    assert.deepEqual(placeAgain([], 'b', order), ['b']);
  });
});
