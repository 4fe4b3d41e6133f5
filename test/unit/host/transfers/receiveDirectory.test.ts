import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { askDirectory, directoryChoices, useDirectory } from '../../../../src/host/transfers/receiveDirectory.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { ConfigurationTarget } from '../../../support/fakeVscode/plainValues.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

const key = 'portside.files.directory';

describe('the directory for received files', () => {
  freshVscode();
  const { state } = workbenchState;
  /** Sets the user's and the workspace's value. */
  const set = () => {
    const { globalValue, workspaceValue } = workspace.getConfiguration().inspect(key) ?? {};
    return [globalValue, workspaceValue];
  };
  const labels = () => directoryChoices(new FakeTransfers().transfers).map(({ label }) => label);

  it('may be the workspace, if one is open and trusted', () => {
    const others = ['Portside’s Own Folder', 'Choose Folder…'];
    assert.deepEqual(labels(), others);
    state.folders = ['/projects'];
    assert.deepEqual(labels(), ['“received” in the Workspace', ...others]);
    const details = directoryChoices(new FakeTransfers().transfers).map(({ detail }) => detail);
    assert.deepEqual(details, [
      'Adds a setting to .vscode/settings.json, shared with the project',
      'Outside your project, where VS Code stores extension data: /storage/received',
      undefined,
    ]);
    state.isTrusted = false;
    assert.deepEqual(labels(), others);
  });

  it('is stored as a relative path in the workspace’s settings if it is below the workspace', async () => {
    state.folders = ['/projects'];
    await useDirectory('/projects/deep/received');
    assert.deepEqual(set(), [undefined, 'deep/received']);
    assert.deepEqual(workbenchState.said.shown, ['Saved the folder for received files to .vscode/settings.json.']);
  });

  for (const outside of ['/projects', '/projects2/received', '/received', '/projects/../received', '/'])
    it(`is stored in the user’s settings if it is outside: ${outside}`, async () => {
      state.folders = ['/projects'];
      await useDirectory(outside);
      assert.deepEqual(set(), [outside, undefined]);
      assert.deepEqual(workbenchState.said.shown, [], 'only the user’s own settings were changed');
    });

  it('may be below a workspace folder whose name only begins with dots', async () => {
    state.folders = ['/projects'];
    await useDirectory('/projects/..received');
    assert.deepEqual(set(), [undefined, '..received']);
  });

  it('is the user’s if the workspace isn’t trusted: its settings don’t apply', async () => {
    state.folders = ['/projects'];
    state.isTrusted = false;
    settings.set(key, '', ConfigurationTarget.Workspace);
    await useDirectory('/projects/received');
    assert.deepEqual(set(), ['/projects/received', '']);
  });

  it('replaces an empty setting of the workspace, which would hide the user’s', async () => {
    settings.set(key, '', ConfigurationTarget.Workspace);
    await useDirectory('/received');
    assert.deepEqual(set(), [undefined, '/received']);
  });

  describe('is chosen in a list', () => {
    async function choose(label: string): Promise<{ asked: Promise<void> }> {
      const asked = askDirectory(new FakeTransfers().transfers);
      (await questions.question('Where should received files go?', 'list')).answer(label);
      return { asked };
    }
    const dialog = () => questions.question('Receive Here', 'open');

    it('with the folder below the workspace', async () => {
      state.folders = ['/projects'];
      await (await choose('in the Workspace')).asked;
      assert.deepEqual(set(), [undefined, 'received']);
    });

    it('with the extension’s storage', async () => {
      await (await choose('Own Folder')).asked;
      assert.deepEqual(set(), ['/storage/received', undefined]);
    });

    it('or in a dialog that begins at the workspace', async () => {
      state.folders = ['/projects'];
      const { asked } = await choose('Choose Folder…');
      const question = await dialog();
      const elsewhere = Uri.file('/elsewhere');
      assert.equal(question.value, Uri.file('/projects').fsPath);
      question.answer([elsewhere]);
      await asked;
      assert.deepEqual(set(), [elsewhere.fsPath, undefined]);
    });

    it('and is unchanged if the dialog is dismissed, or returns a folder not on the engine’s disk', async () => {
      const dismissed = await choose('Choose Folder…');
      (await dialog()).dismiss();
      await assert.rejects(dismissed.asked, Dismissed);
      const remote = await choose('Choose Folder…');
      (await dialog()).answer([Uri.parse('memory:/a')]);
      await assert.rejects(remote.asked, { name: 'RangeError', message: /not memory:\/a\.$/ });
      assert.deepEqual(set(), [undefined, undefined]);
    });
  });
});
