import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { env, type OpenDialogOptions, UIKind, Uri, window } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { ApprovedFiles } from '../../../../src/host/transfers/approvedFiles.ts';
import { askFiles } from '../../../../src/host/transfers/askFiles.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the question for files', () => {
  freshVscode();
  const file = Uri.file('/tmp/a');
  let approved: ApprovedFiles;
  let shown: OpenDialogOptions;
  let chosen: Uri[] | undefined;

  beforeEach(() => {
    chosen = [file];
    approved = new ApprovedFiles();
    mock.method(window, 'showOpenDialog', async (options: OpenDialogOptions) => {
      shown = options;
      return chosen;
    });
  });

  /** Returns the types that can be selected in the dialog that was shown. */
  async function selectable(what: 'files' | 'folders'): Promise<string> {
    assert.deepEqual(await askFiles(what, { approved }), [{ uri: file }]);
    return [shown.canSelectFiles && 'files', shown.canSelectFolders && 'folders'].filter(Boolean).join();
  }

  it('accepts folders along with files if the dialog can: VS Code’s own, and macOS’s', async () => {
    workbenchState.state.uiKind = UIKind.Web;
    assert.equal(await selectable('files'), 'files,folders');
    assert.equal(await selectable('folders'), 'folders');
    workbenchState.state.uiKind = UIKind.Desktop;
    assert.equal(await selectable('files'), process.platform === 'darwin' ? 'files,folders' : 'files');
    assert.equal(await selectable('folders'), 'folders');
    mock.property(env, 'remoteName', 'ssh-remote');
    assert.equal(await selectable('files'), 'files,folders');
  });

  it('remembers the choice', async () => {
    await selectable('files');
    assert.ok(approved.has(file) && !approved.has(Uri.file('/tmp/b')));
  });

  it('is dismissed without a choice', async () => {
    for (const nothing of [undefined, []]) {
      chosen = nothing;
      await assert.rejects(askFiles('files', { approved }), Dismissed);
    }
  });
});
