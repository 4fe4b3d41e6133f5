import assert from 'node:assert/strict';
import { firstSelection, moveTo, selectedRange, startOf } from '../../../../webview/entry/byteSelection.ts';

describe('a byte selection', () => {
  it('marks the byte that doesn’t fit the framing when an entry is opened', () => {
    assert.deepEqual(selectedRange(firstSelection(4)), [4, 5]);
    assert.deepEqual(firstSelection(undefined), { cursor: 0 });
  });

  it('is empty until extended, and includes both ends', () => {
    const cursor = moveTo({ cursor: 0 }, 5, false);
    assert.equal(selectedRange(cursor), undefined);
    assert.equal(startOf(cursor), 5);
    const forwards = moveTo(cursor, 8, true);
    assert.deepEqual(selectedRange(forwards), [5, 9]);
    const backwards = moveTo(forwards, 3, true);
    assert.deepEqual(selectedRange(backwards), [3, 6]);
    assert.equal(startOf(backwards), 3);
    assert.deepEqual(selectedRange(moveTo(backwards, 5, true)), [5, 6]);
    assert.equal(selectedRange(moveTo(backwards, 4, false)), undefined);
  });
});
