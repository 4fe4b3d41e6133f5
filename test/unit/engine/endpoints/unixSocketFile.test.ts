import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { link, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { removeStaleSocketFile } from '../../../../src/engine/endpoints/unixSocketFile.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the file of a Unix socket', () => {
  if (process.platform === 'win32') return;
  const folder = temporaryFolder();

  /** A server at a path, and what is left of it when it has ended. */
  async function serve(path: string) {
    const server = createServer().listen(path);
    await once(server, 'listening');
    return async () => {
      server.close();
      await once(server, 'close');
    };
  }

  it('is removed if no server is left', async () => {
    const end = await serve(folder.at('live'));
    // A server that ends takes its file away, and one that dies doesn't.
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

  it('is not what else is in its place', async () => {
    await writeFile(folder.at('file'), 'mine');
    await mkdir(folder.at('folder'));
    await symlink('nowhere', folder.at('link'));
    for (const name of ['file', 'folder', 'none', 'link']) await removeStaleSocketFile(folder.at(name));
    assert.ok(existsSync(folder.at('file')) && existsSync(folder.at('folder')));
    await rm(folder.at('link'));
  });
});
