import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { env, type OpenDialogOptions, UIKind, Uri, window } from 'vscode';
import { Dismissed } from '../../../../src/host/dismissed.ts';
import { askFiles } from '../../../../src/host/transfers/askFiles.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the question for files', () => {
  freshVscode();
  const file = Uri.file('/tmp/a');
  let shown: OpenDialogOptions;
  let chosen: Uri[] | undefined;

  beforeEach(() => {
    chosen = [file];
    mock.method(window, 'showOpenDialog', async (options: OpenDialogOptions) => {
      shown = options;
      return chosen;
    });
  });

  /** What can be selected in the dialog that was shown. */
  async function selectable(what: 'files' | 'folders'): Promise<string> {
    assert.deepEqual(await askFiles(what), [file]);
    return [shown.canSelectFiles && 'files', shown.canSelectFolders && 'folders'].filter(Boolean).join();
  }

  it('takes folders with the files where the dialog can: VS Code’s own, and the Mac’s', async () => {
    workbenchState.state.uiKind = UIKind.Web;
    assert.equal(await selectable('files'), 'files,folders');
    assert.equal(await selectable('folders'), 'folders');
    workbenchState.state.uiKind = UIKind.Desktop;
    assert.equal(await selectable('files'), process.platform === 'darwin' ? 'files,folders' : 'files');
    assert.equal(await selectable('folders'), 'folders');
    mock.property(env, 'remoteName', 'ssh-remote');
    assert.equal(await selectable('files'), 'files,folders');
  });

  it('is dismissed without a choice', async () => {
    for (const nothing of [undefined, []]) {
      chosen = nothing;
      await assert.rejects(askFiles('files'), Dismissed);
    }
  });
});
