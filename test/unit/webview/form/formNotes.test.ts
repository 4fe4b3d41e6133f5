import assert from 'node:assert/strict';
import { formNotes } from '../../../../webview/form/formNotes.ts';
import { textOf } from '../../../support/templates.ts';

describe('the notes above the form', () => {
  it('say when changes apply, and which keys are only kept', () => {
    const when = 'Applying changes doesn’t disconnect anyone unless a field says otherwise.';
    assert.equal(textOf(formNotes([])), when);
    assert.equal(textOf(formNotes(['mine', 'theirs'])), `${when} Unknown keys, kept unchanged: mine, theirs`);
  });
});
