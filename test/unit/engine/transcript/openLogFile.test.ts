import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { openLogFile } from '../../../../src/engine/transcript/openLogFile.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('opening a file of a log', () => {
  const folder = temporaryFolder();

  it('gives a regular file to read', async () => {
    await writeFile(folder.at('log'), 'text');
    await using file = await openLogFile(folder.at('log'));
    assert.equal(await file.readFile('utf8'), 'text');
  });

  it('refuses a folder and a pipe, without waiting for its writer', async () => {
    await mkdir(folder.at('folder'));
    await assert.rejects(openLogFile(folder.at('folder')));
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [folder.at('pipe')]);
    await assert.rejects(openLogFile(folder.at('pipe')), /isn't a regular file/);
  });
});
