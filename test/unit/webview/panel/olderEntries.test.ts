import assert from 'node:assert/strict';
import { olderEntries } from '../../../../webview/panel/olderEntries.ts';
import { textOf } from '../../../support/templates.ts';

describe('the line about older entries', () => {
  it('shows how many are gone, and is absent while all are kept', () => {
    assert.equal(textOf(olderEntries(0)), '');
    assert.equal(textOf(olderEntries(1)), '1 older entry was removed to stay within the size limit');
    assert.equal(textOf(olderEntries(2000)), '2,000 older entries were removed to stay within the size limit');
  });
});
