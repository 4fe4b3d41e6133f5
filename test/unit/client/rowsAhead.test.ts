import assert from 'node:assert/strict';
import { RowsAhead } from '../../../src/client/rowsAhead.ts';

describe('rows that are fetched ahead', () => {
  let ahead: RowsAhead<string>;

  beforeEach(() => {
    ahead = new RowsAhead();
  });

  it('are expected to be requested after a redraw if they were before it', () => {
    assert.ok(!ahead.areExpected('e'));
    assert.equal(ahead.take('e'), undefined);
    assert.deepEqual([ahead.areExpected('e'), ahead.areExpected('e'), ahead.areExpected('f')], [true, false, false]);
  });

  it('are taken once, unless they were dropped before', () => {
    ahead.keep('e', ['a']);
    assert.deepEqual([ahead.take('e'), ahead.take('e')], [['a'], undefined]);
    ahead.keep('e', ['b']);
    ahead.drop('e');
    assert.equal(ahead.take('e'), undefined);
    assert.ok(ahead.areExpected('e'));
  });

  it('are forgotten with their endpoint', () => {
    ahead.take('e');
    ahead.keep('e', ['a']);
    ahead.forget('e');
    assert.deepEqual([ahead.areExpected('e'), ahead.take('e')], [false, undefined]);
  });
});
