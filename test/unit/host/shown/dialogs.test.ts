import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { type Asker, runAsAsker } from '../../../../src/client/callers/askers.ts';
import { openDialog, saveDialog } from '../../../../src/host/shown/dialogs.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('a file dialog', () => {
  freshVscode();

  it('returns the choice, or undefined', async () => {
    const file = Uri.file('/a');
    const opened = openDialog({ title: 'Open It' });
    (await questions.question('Open It', 'open')).answer([file]);
    assert.deepEqual(await opened, [file]);
    const saved = saveDialog({ title: 'Save It' });
    (await questions.question('Save It', 'save')).dismiss();
    assert.equal(await saved, undefined);
  });

  it('isn’t shown if its asker may not ask', async () => {
    const asker: Asker = { ask: () => Promise.reject(new RangeError('not now')), notify: () => false };
    const refused = { message: 'not now' };
    await assert.rejects(
      runAsAsker(asker, () => openDialog({ title: 'Open It' })),
      refused,
    );
    await assert.rejects(
      runAsAsker(asker, () => saveDialog({ title: 'Save It' })),
      refused,
    );
    assert.deepEqual(questions.open, []);
  });
});
