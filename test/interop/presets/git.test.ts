import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { presetServer, runClient } from '../../support/presetServer.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the Git preset', () => {
  const server = presetServer('git');
  const folder = temporaryFolder();
  const git = (...args: string[]) =>
    runClient('git', { args, cwd: folder.path, env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } });
  const address = () => `git://127.0.0.1:${server().port}/any/path`;

  it('is listed by git ls-remote', async () => {
    const commit = 'c9f4a42153f7bff23019720043a96021d83d8a78';
    assert.equal(await git('ls-remote', address()), `${commit}\tHEAD\n${commit}\trefs/heads/main\n`);
  });

  it('is cloned and pulled', async () => {
    await git('clone', '-q', address(), 'clone');
    assert.equal(await readFile(folder.at('clone', 'README'), 'utf8'), 'Hello from Portside\n');
    assert.match(await git('-C', 'clone', 'pull'), /Already up to date/);
    assert.equal(await git('-C', 'clone', 'fsck', '--strict'), '');
  });
});
