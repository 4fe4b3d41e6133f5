import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { ConfigurationTarget, Uri } from 'vscode';
import { receiveDirectoryOf } from '../../../../src/host/endpoints/receiveSettings.ts';
import {
  isInPermittedFolder,
  outsideWorkspace,
  willBeInPermittedFolder,
} from '../../../../src/host/permissions/permittedFolders.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the workspace and the folder for received files', () => {
  freshVscode();
  const disk = temporaryFolder();
  const at = (name: string) => Uri.file(disk.at(name));
  const isInWorkspace = async (uri: Uri) => (await outsideWorkspace(uri)) === undefined;

  beforeEach(async () => {
    for (const folder of ['one', 'two', 'received', 'other']) {
      await mkdir(disk.at(folder));
      await writeFile(disk.at(`${folder}/a.txt`), '');
    }
    workbenchState.state.folders = [disk.at('one'), disk.at('two')];
    settings.set('portside.files.directory', disk.at('received'));
  });

  it('contain the files of all folders, and no others', async () => {
    for (const [name, isIn] of [
      ['one/a.txt', true],
      ['two/a.txt', true],
      ['received/a.txt', true],
      ['other/a.txt', false],
    ] as const) {
      assert.equal(await isInPermittedFolder(at(name)), isIn, name);
      assert.equal(await willBeInPermittedFolder(at(name)), isIn, name);
    }
    assert.equal(await isInWorkspace(at('two/a.txt')), true);
    assert.equal(await isInWorkspace(at('received/a.txt')), false);
  });

  it('exclude files in a folder above the user’s home, which a workspace file may name', async () => {
    workbenchState.state.folders = [parse(disk.path).root];
    assert.equal(await isInPermittedFolder(at('one/a.txt')), false);
    assert.equal(await willBeInPermittedFolder(at('one/new.txt')), false);
    assert.equal(await isInWorkspace(at('one/a.txt')), false);
    assert.equal(await isInPermittedFolder(at('received/a.txt')), true);
  });

  it('include a folder only with everything that its links lead to', async () => {
    assert.equal(await isInPermittedFolder(at('one')), true);
    await symlink(disk.at('two'), disk.at('one/inside'));
    assert.equal(await isInPermittedFolder(at('one')), true);
    await symlink(disk.at('other'), disk.at('two/outside'));
    assert.equal(await isInPermittedFolder(at('one')), false);
  });

  it('include files of other schemes only where VS Code says so, and never through dots', async () => {
    const folder = disk.at('one');
    for (const isIn of [isInPermittedFolder, isInWorkspace, willBeInPermittedFolder]) {
      assert.equal(await isIn(Uri.from({ scheme: 'vscode-vfs', path: `${folder}/a.txt` })), true);
      for (const path of [`${folder}/../other/a.txt`, `${folder}\\..\\a.txt`, '/etc/hosts'])
        assert.equal(await isIn(Uri.from({ scheme: 'vscode-vfs', path })), false, path);
    }
  });

  for (const wide of ['/', '..', '.././..', '~']) {
    const expected = () => (wide === '/' ? wide : join(disk.at('one'), wide));
    it(`aren’t extended if the workspace’s setting for received files is ${wide}`, async () => {
      settings.reset();
      settings.set('portside.files.directory', wide, ConfigurationTarget.Workspace);
      assert.equal(receiveDirectoryOf(undefined), expected());
      for (const name of ['other/a.txt', 'received/a.txt', 'new.txt'])
        for (const isIn of [isInPermittedFolder, willBeInPermittedFolder])
          assert.equal(await isIn(at(name)), false, name);
      assert.equal(await willBeInPermittedFolder(at('one/a.txt')), true);
      settings.set('portside.files.directory', wide, ConfigurationTarget.Global);
      const isWide = wide !== '~';
      assert.equal(await willBeInPermittedFolder(at('other/a.txt')), isWide, 'the user may');
    });
  }

  it('have no folder that the user’s relative setting means only by a link of the workspace', async () => {
    settings.set('portside.files.directory', 'in');
    for (const isIn of [isInPermittedFolder, willBeInPermittedFolder])
      assert.equal(await isIn(at('other/a.txt')), false);
    await symlink(disk.at('other'), disk.at('one/in'));
    for (const name of ['other/a.txt', 'one/in/a.txt'])
      for (const isIn of [isInPermittedFolder, willBeInPermittedFolder])
        assert.equal(await isIn(at(name)), false, name);
    settings.set('portside.files.directory', '../received');
    assert.equal(await isInPermittedFolder(at('received/a.txt')), true);
    settings.set('portside.files.directory', disk.at('one/in'));
    assert.equal(await isInPermittedFolder(at('other/a.txt')), true, 'the user has written all of it');
  });

  it('exclude the user’s folder if the workspace sets another', async () => {
    settings.set('portside.files.directory', '/elsewhere', ConfigurationTarget.Workspace);
    assert.equal(await isInPermittedFolder(at('received/a.txt')), false);
    settings.set('portside.files.directory', disk.at('received'), ConfigurationTarget.Workspace);
    assert.equal(await isInPermittedFolder(at('received/a.txt')), true, 'both set the same');
  });

  it('are empty if no folder is open and none was chosen', async () => {
    workbenchState.state.folders = [];
    settings.reset();
    assert.equal(await isInPermittedFolder(at('one/a.txt')), false);
  });
});
