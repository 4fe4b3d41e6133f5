import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { link, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { closesServerAt, removeStaleSocketFile } from '../../../../src/engine/endpoints/unixSocketFile.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the file of a Unix socket', () => {
  if (process.platform === 'win32') return;
  const folder = temporaryFolder();

  /** A server at a path, and what remains of it after it ended. */
  async function serve(path: string) {
    const server = createServer().listen(path);
    await once(server, 'listening');
    return async () => {
      server.close();
      await once(server, 'close');
    };
  }

  it('is removed if its server is gone', async () => {
    const end = await serve(folder.at('live'));
    // A server that closes deletes its file; one that dies doesn't.
    await link(folder.at('live'), folder.at('stale'));
    await end();
    assert.ok(existsSync(folder.at('stale')));
    await removeStaleSocketFile(folder.at('stale'));
    assert.equal(existsSync(folder.at('stale')), false);
  });

  it('stays while a server uses it', async () => {
    const end = await serve(folder.at('live'));
    await removeStaleSocketFile(folder.at('live'));
    assert.ok(existsSync(folder.at('live')));
    await end();
  });

  it('stays if it is another kind of file', async () => {
    await writeFile(folder.at('file'), 'mine');
    await mkdir(folder.at('folder'));
    await symlink('nowhere', folder.at('link'));
    for (const name of ['file', 'folder', 'none', 'link']) await removeStaleSocketFile(folder.at(name));
    assert.ok(existsSync(folder.at('file')) && existsSync(folder.at('folder')));
    await rm(folder.at('link'));
  });

  describe('when its server closes', () => {
    /** Listens at a path, and returns a function that closes the server. */
    async function listen(path: string) {
      const server = createServer().listen(path).unref();
      await once(server, 'listening');
      const closes = closesServerAt(path);
      return () => closes(() => server.close());
    }

    it('is deleted', async () => {
      const close = await listen(folder.at('s'));
      close();
      assert.deepEqual(readdirSync(folder.path), []);
    });

    it('stays if another server has its place', async () => {
      const close = await listen(folder.at('s'));
      await rm(folder.at('s'));
      const closeOther = await listen(folder.at('s'));
      const { ino } = statSync(folder.at('s'));
      close();
      assert.equal(statSync(folder.at('s')).ino, ino);
      closeOther();
      assert.deepEqual(readdirSync(folder.path), []);
    });

    it('stays if it is now an ordinary file, a folder or a link', async () => {
      const replacements = {
        file: async (path: string) => writeFile(path, 'mine'),
        folder: async (path: string) => void mkdirSync(path),
        link: async (path: string) => symlink('nowhere', path),
      };
      for (const [name, replace] of Object.entries(replacements)) {
        const close = await listen(folder.at(name));
        rmSync(folder.at(name));
        await replace(folder.at(name));
        close();
      }
      assert.deepEqual(readdirSync(folder.path).sort(), ['file', 'folder', 'link']);
      assert.equal(readFileSync(folder.at('file'), 'utf8'), 'mine');
    });

    it('may already be gone', async () => {
      const close = await listen(folder.at('s'));
      rmSync(folder.at('s'));
      close();
      assert.deepEqual(readdirSync(folder.path), []);
    });
  });
});
