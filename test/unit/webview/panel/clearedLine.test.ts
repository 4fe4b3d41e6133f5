import assert from 'node:assert/strict';
import { nothing } from 'lit';
import { clearedLine } from '../../../../webview/panel/clearedLine.ts';
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
