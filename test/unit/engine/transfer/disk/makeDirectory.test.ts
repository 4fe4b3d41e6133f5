import assert from 'node:assert/strict';
import { stat, symlink, writeFile } from 'node:fs/promises';
import { makeDirectory } from '../../../../../src/engine/transfer/disk/makeDirectory.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

describe('makeDirectory', () => {
  const folder = temporaryFolder();
  const isThere = async (...names: string[]) => (await stat(folder.at(...names))).isDirectory();

  it('creates everything missing above it, once', async () => {
    for (let times = 0; times < 2; times++) {
      await makeDirectory(folder.at('a', 'b', 'c'));
      assert.ok(await isThere('a', 'b', 'c'));
    }
  });

  it('succeeds if others create the same directory at the same time', async () => {
    await Promise.all(['c', 'c', 'd'].map(name => makeDirectory(folder.at('a', 'b', name))));
    assert.ok((await isThere('a', 'b', 'c')) && (await isThere('a', 'b', 'd')));
  });

  it('accepts a link to a directory', async () => {
    await makeDirectory(folder.at('real'));
    await symlink(folder.at('real'), folder.at('link'));
    await makeDirectory(folder.at('link'));
    await makeDirectory(folder.at('link', 'below'));
    assert.ok(await isThere('real', 'below'));
  });

  it('reports a file that is in the way, at its end or above', async () => {
    await writeFile(folder.at('file'), '');
    await assert.rejects(makeDirectory(folder.at('file')), { code: 'EEXIST' });
    await assert.rejects(makeDirectory(folder.at('file', 'below')), { code: 'ENOTDIR' });
  });

  it('fails if the file system has no room for new names', async () => {
    if (process.platform !== 'linux') return;
    await assert.rejects(makeDirectory('/proc/none/below'), { code: 'ENOENT' });
  });
});
