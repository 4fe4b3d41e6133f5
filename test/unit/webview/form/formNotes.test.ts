import assert from 'node:assert/strict';
import { effectText, formNotes } from '../../../../webview/form/formNotes.ts';
import { textOf } from '../../../support/templates.ts';

describe('the notes above the form', () => {
  it('say that applying to a running endpoint disconnects no peer, and which keys are only kept', () => {
    const when = 'Changes apply without disconnecting anyone, except where a field requires a restart.';
    assert.equal(textOf(formNotes([], true)), when);
    const unknown = 'Unknown keys, kept unchanged: mine, theirs';
    assert.equal(textOf(formNotes(['mine', 'theirs'], true)), `${when} ${unknown}`);
    assert.equal(textOf(formNotes(['mine', 'theirs'], false)), unknown);
  });
});

describe('the note about when a change applies', () => {
  it('is shown for fields that need another connection or a restart', () => {
    assert.equal(effectText(['reply']), undefined);
    assert.equal(effectText(['greeting']), 'Applies to new connections.');
    assert.equal(effectText(['kind']), 'Requires a restart.');
  });

  it('is shown for each socket option separately', () => {
    assert.equal(effectText(['options', 'noDelay']), undefined);
    assert.equal(effectText(['options', 'reuseAddress']), 'Requires a restart.');
  });
});
