import assert from 'node:assert/strict';
import { mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import { openRegularFile } from '../../../../src/engine/files/openRegularFile.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('opening a file that was left behind', () => {
  const folder = temporaryFolder();

  it('gives a regular file to read, not to write', async () => {
    await writeFile(folder.at('log'), 'text');
    await using file = await openRegularFile(folder.at('log'));
    assert.equal(await file.readFile('utf8'), 'text');
    await assert.rejects(file.write('more'));
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`refuses ${what}`, async () => {
      await put(folder.at('file'));
      await assert.rejects(openRegularFile(folder.at('file')));
    });

  it('keeps nothing open that it refuses', async () => {
    await mkdir(folder.at('folder'));
    await assert.rejects(openRegularFile(folder.at('folder')));
    // Elsewhere nothing lists what a process has open.
    if (process.platform !== 'linux') return;
    const open = await readdir('/proc/self/fd');
    const paths = await Promise.all(open.map(number => readlink(`/proc/self/fd/${number}`).catch(() => '')));
    assert.equal(paths.includes(folder.at('folder')), false);
  });
});
