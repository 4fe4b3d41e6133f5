import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ConfigurationTarget, Uri, workspace as vscode } from 'vscode';
import {
  isSameScope,
  listIn,
  readScope,
  type SavedScope,
  savedScopes,
  scopeLabel,
  writeList,
} from '../../../../src/host/saved/savedScopes.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the scopes of saved endpoints', () => {
  freshVscode();

  const { state } = workbenchState;
  const key = 'portside.endpoints';
  const user: SavedScope = { type: 'user' };
  const workspace: SavedScope = { type: 'workspace' };
  const labels = () => savedScopes().map(scopeLabel);
  const folder = (name: string): SavedScope => ({
    type: 'folder',
    folder: { uri: Uri.file(`/${name}`), name, index: 0 },
  });

  it('include only the user’s if no folder is open, or the workspace isn’t trusted', () => {
    assert.deepEqual(labels(), ['user settings']);
    state.folders = ['/a'];
    state.isTrusted = false;
    assert.deepEqual(labels(), ['user settings']);
  });

  it('for one folder are the workspace’s and the user’s', () => {
    state.folders = ['/a'];
    assert.deepEqual(labels(), ['workspace settings', 'user settings']);
  });

  it('for a workspace file include each folder’s own, which are nearest', () => {
    Object.assign(state, { folders: ['/a', '/b'], workspaceFile: '/all.code-workspace' });
    assert.deepEqual(labels(), [
      'settings of the folder a',
      'settings of the folder b',
      'workspace settings',
      'user settings',
    ]);
  });

  it('are equal by type, and for folders by folder', () => {
    assert.ok(isSameScope(user, { type: 'user' }));
    assert.ok(!isSameScope(user, workspace));
    assert.ok(!isSameScope(folder('a'), workspace));
    assert.ok(isSameScope(folder('a'), folder('a')));
    assert.ok(!isSameScope(folder('a'), folder('b')));
  });

  it('are read and written separately', async () => {
    const scopes = [user, workspace, folder('a'), folder('b')];
    for (const [at, scope] of scopes.entries()) await writeList(scope, [at]);
    assert.deepEqual(scopes.map(listIn), [[0], [1], [2], [3]]);
    await writeList(workspace, []);
    assert.equal(readScope(workspace), undefined, 'an empty list leaves no setting');
    assert.deepEqual(listIn(workspace), []);
    assert.deepEqual(listIn(user), [0]);
  });

  it('report unsaved changes in their file if it can’t be written for that reason', async () => {
    Object.assign(state, { folders: ['/a', '/b'], workspaceFile: '/all.code-workspace' });
    settings.refuse(new Error('Datei ist geändert'));
    const files = new Map<SavedScope, string>([
      [user, '/config/User/settings.json'],
      [workspace, '/all.code-workspace'],
      [folder('a'), '/a/.vscode/settings.json'],
    ]);
    const documents = [{}, { isDirty: false, uri: Uri.file('/b/.vscode/settings.json') }];
    mock.property(vscode, 'textDocuments', documents as never);
    for (const [dirty, path] of files) {
      documents.splice(0, 1, { isDirty: true, uri: Uri.file(path) });
      for (const scope of [...files.keys(), folder('b')]) {
        const message = `Can’t write to the ${scopeLabel(scope)}: the file has unsaved changes. Save it and try again.`;
        await assert.rejects(writeList(scope, [1]), {
          name: 'SettingsNotWritten',
          message: scope === dirty ? message : 'Datei ist geändert',
        });
      }
    }
    Object.assign(state, { folders: ['/a'], workspaceFile: undefined });
    documents.splice(0, 1, { isDirty: true, uri: Uri.file('/a/.vscode/settings.json') });
    await assert.rejects(writeList(workspace, [1]), /^SettingsNotWritten: Can’t write to the workspace settings/);
  });

  it('reject a value that isn’t a list', () => {
    for (const value of [{}, 'text', 7]) {
      settings.set(key, value, ConfigurationTarget.Workspace);
      assert.deepEqual(readScope(workspace), value);
      assert.throws(() => listIn(workspace), { name: 'RangeError', message: /portside\.endpoints must be a list/ });
    }
  });
});
