import assert from 'node:assert/strict';
import { join } from 'node:path';
import { mock } from 'node:test';
import { Uri, workspace } from 'vscode';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { ReceiveSettings } from '../../../../src/core/transfer/transferSnapshot.ts';
import {
  checkReceiveDirectory,
  firstFolder,
  onDidChangeReceiveSettings,
  receiveDirectoryOf,
  receiveSettings,
} from '../../../../src/host/endpoints/receiveSettings.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

const mebibyte = 1024 * 1024;

describe('the settings for received files', () => {
  freshVscode();
  const set = (name: string, value: unknown) => settings.set(`portside.files.${name}`, value);
  const config = (directory?: string): EndpointConfig => ({
    kind: 'tcp-server',
    address: ':0',
    ...(directory !== undefined && { files: { mode: 'framed', directory } }),
  });

  it('default to 4 GiB and a question for other machines', () =>
    assert.deepEqual(receiveSettings(), { maxFileBytes: 4096 * mebibyte, asksForRemote: true }));

  it('limit a file to whole mebibytes, with the default for an invalid limit', () => {
    const limit = (value: unknown) => {
      set('maxSize', value);
      return receiveSettings().maxFileBytes / mebibyte;
    };
    assert.deepEqual([1, 1.9, 7].map(limit), [1, 1, 7]);
    const wrong = [0, 0.9, -5, Number.NaN, Number.POSITIVE_INFINITY, '7', true, {}, [8]];
    assert.deepEqual(new Set(wrong.map(limit)), new Set([4096]));
  });

  it('disable the question only for an explicit false', () => {
    const asks = (value: unknown) => {
      set('confirmRemoteFiles', value);
      return receiveSettings().asksForRemote;
    };
    assert.deepEqual([false, true, 0, 'false', null].map(asks), [false, true, true, true, true]);
  });

  it('accept a directory that is absolute, or relative to the workspace', () => {
    const directory = (value: unknown) => {
      set('directory', value);
      return receiveSettings().directory;
    };
    assert.equal(directory('/received'), '/received');
    assert.equal(directory('received'), undefined, 'it has no base');
    workbenchState.state.folders = ['/projects', '/other'];
    assert.equal(directory('deep/received'), join('/projects', 'deep/received'));
    for (const wrong of ['', '  ', 7, null, ['a']]) assert.equal(directory(wrong), undefined);
  });

  it('are reported when they change, including workspace folders and trust', () => {
    const reported: ReceiveSettings[] = [];
    const watching = onDidChangeReceiveSettings(changed => reported.push(changed));
    settings.set('portside.video.ffmpegPath', '/b');
    assert.deepEqual(reported, []);
    set('directory', '/a');
    assert.deepEqual(
      reported.map(({ directory }) => directory),
      ['/a'],
    );
    workbenchState.grantTrust();
    assert.equal(reported.length, 2);
    watching.dispose();
    set('directory', '/c');
    workbenchState.grantTrust();
    assert.equal(reported.length, 2);
  });

  it('reject a relative directory of an endpoint only if no folder is open', () => {
    const check = (directory?: string, baseDirectory?: string) => () =>
      checkReceiveDirectory(config(directory), {
        maxFileBytes: 1,
        asksForRemote: true,
        ...(baseDirectory !== undefined && { baseDirectory }),
      });
    check()();
    check('/a')();
    check('a', '/projects')();
    assert.throws(check('a'), (error: { problems: { path: string; message: string }[] }) => {
      const [problem] = error.problems;
      assert.equal(problem?.path, 'files.directory');
      assert.equal(problem?.message, '"a" is relative, and no folder is open; give an absolute path');
      return true;
    });
  });

  it('apply to an endpoint without its own directory', () => {
    workbenchState.state.folders = ['/projects'];
    set('directory', '/all');
    assert.equal(receiveDirectoryOf(config('own')), join('/projects', 'own'));
    assert.equal(receiveDirectoryOf(config('/own')), '/own');
    assert.equal(receiveDirectoryOf(config()), '/all');
    assert.equal(receiveDirectoryOf(undefined), '/all');
    set('directory', undefined);
    assert.equal(receiveDirectoryOf(config()), undefined);
  });

  it('have no base in a workspace that isn’t on disk', () => {
    assert.equal(firstFolder(), undefined);
    mock.getter(workspace, 'workspaceFolders', () => [{ uri: Uri.parse('memory:/projects') }] as never);
    assert.equal(firstFolder(), undefined);
  });
});
