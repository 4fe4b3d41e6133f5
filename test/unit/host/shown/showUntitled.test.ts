import assert from 'node:assert/strict';
import { ViewColumn } from 'vscode';
import { showUntitled } from '../../../../src/host/shown/showUntitled.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { showTab } from '../../../support/showTab.ts';

describe('a new document', () => {
  freshVscode();

  it('is shown once, beside the panel, and contains its text', async () => {
    showTab();
    const document = await showUntitled('markdown', '# Title\n');
    assert.equal(document.getText(), '# Title\n');
    assert.deepEqual(workbenchState.done.shown, [
      { command: 'showTextDocument', args: [document, { preview: false, viewColumn: ViewColumn.Two }] },
    ]);
  });
});
