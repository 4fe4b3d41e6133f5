import assert from 'node:assert/strict';
import { nothing } from 'lit';
import { clearedLine, olderEntries } from '../../../../webview/panel/missingEntries.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { press, textOf } from '../../../support/templates.ts';

describe('the line above a cleared transcript', () => {
  let undone = 0;
  const line = (...undoableClears: number[]) =>
    clearedLine(endpointSnapshot('e', 0, undoableClears.length === 0 ? {} : { undoableClears }), () => void undone++);

  it('offers an undo while that is possible', () => {
    assert.match(textOf(line(2)), /Transcript cleared\.\s+Undo/);
    press(line(1), 'Undo');
    assert.equal(undone, 1);
    assert.equal(line(), nothing);
  });
});

describe('the line about older entries', () => {
  it('shows how many are gone, and is absent while all are kept', () => {
    assert.equal(textOf(olderEntries(0)), '');
    assert.equal(textOf(olderEntries(1)), '1 older entry was removed to stay within the size limit');
    assert.equal(textOf(olderEntries(2000)), '2,000 older entries were removed to stay within the size limit');
  });
});
