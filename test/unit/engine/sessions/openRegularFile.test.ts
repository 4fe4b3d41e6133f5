import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { openRegularFile } from '../../../../src/engine/sessions/openRegularFile.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('opening a file that was left behind', () => {
  const folder = temporaryFolder();

  it('gives a regular file to read', async () => {
    await writeFile(folder.at('log'), 'text');
    await using file = await openRegularFile(folder.at('log'));
    assert.equal(await file.readFile('utf8'), 'text');
  });

  it('refuses a folder and a pipe, without waiting for its writer', async () => {
    await mkdir(folder.at('folder'));
    await assert.rejects(openRegularFile(folder.at('folder')));
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [folder.at('pipe')]);
    await assert.rejects(openRegularFile(folder.at('pipe')), /isn't a regular file/);
  });
});
