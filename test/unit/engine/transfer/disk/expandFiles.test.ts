import assert from 'node:assert/strict';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { expandFiles } from '../../../../../src/engine/transfer/disk/expandFiles.ts';
import { paramsOf } from '../../../../support/paramsOf.ts';
import { run } from '../../../../support/run.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

describe('expanding the selection to send', () => {
  const folder = temporaryFolder();
  const names = async (signal?: AbortSignal) =>
    (await expandFiles(folder.at('top'), signal)).files.map(({ path }) =>
      relative(folder.at('top'), path).replaceAll('\\', '/'),
    );

  beforeEach(async () => {
    await mkdir(folder.at('top', 'b', 'deep'), { recursive: true });
    for (const path of ['c', 'a', 'b/2', 'b/1', 'b/deep/x']) await writeFile(folder.at('top', path), path);
  });

  it('keeps a file', async () => {
    const { name, size, files, failures } = await expandFiles(folder.at('top', 'a'));
    assert.deepEqual([name, size, failures], ['a', 1, []]);
    assert.deepEqual(
      files.map(file => [file.path, file.size]),
      [[folder.at('top', 'a'), 1]],
    );
    assert.ok(Math.abs((files[0]?.modifiedMs ?? 0) - Date.now()) < 60_000);
  });

  it('lists all files of a folder by name', async () => {
    assert.deepEqual(await names(), ['a', 'b/1', 'b/2', 'b/deep/x', 'c']);
    const { name, size } = await expandFiles(`${folder.at('top')}/`);
    assert.deepEqual([name, size], ['top', 16]);
  });

  it('counts files larger than 4 GiB', async () => {
    await truncate(folder.at('top', 'a'), 5 * 1024 ** 3);
    assert.equal((await expandFiles(folder.at('top'))).size, 5 * 1024 ** 3 + 15);
  });

  it('returns nothing for an empty folder', async () => {
    await mkdir(folder.at('empty'));
    assert.deepEqual((await expandFiles(folder.at('empty'))).files, []);
  });

  it('rejects a missing file', async () => {
    await assert.rejects(expandFiles(folder.at('missing')), { name: 'SocketError', code: 'ENOENT' });
  });

  it('stops on request', async () => {
    await assert.rejects(names(AbortSignal.abort()), { name: 'AbortError' });
  });

  if (process.platform !== 'win32') {
    it('follows links, into each folder once', async () => {
      await symlink('..', folder.at('top', 'b', 'loop'));
      await symlink('../c', folder.at('top', 'b', 'link'));
      assert.deepEqual(await names(), ['a', 'b/1', 'b/2', 'b/deep/x', 'b/link', 'c']);
    });

    it('reports what can’t be read', async () => {
      await symlink('nowhere', folder.at('top', 'b', 'broken'));
      const { files, failures } = await expandFiles(folder.at('top'));
      assert.equal(files.length, 5);
      assert.deepEqual(
        failures.map(failure => [failure.code, paramsOf(failure).address]),
        [['ENOENT', folder.at('top', 'b', 'broken')]],
      );
    });

    it('skips pipes in a folder, and rejects one on its own', async () => {
      await run('mkfifo', [folder.at('top', 'pipe')]);
      assert.equal((await names()).length, 5);
      await assert.rejects(expandFiles(folder.at('top', 'pipe')), { code: 'NOT_A_FILE' });
    });
  }
});
