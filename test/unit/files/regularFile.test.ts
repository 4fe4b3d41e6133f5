import assert from 'node:assert/strict';
import { appendFile, mkdir, open, readdir, readFile, readlink, symlink, truncate, writeFile } from 'node:fs/promises';
import {
  checkReplaceable,
  openForWriting,
  openRegularFile,
  readOpened,
  readRegularFile,
  writeRegularFile,
} from '../../../src/files/regularFile.ts';
import { inTheWay } from '../../support/inTheWay.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('opening a file at an external path', () => {
  const folder = temporaryFolder();

  it('opens a regular file for reading only', async () => {
    await writeFile(folder.at('log'), 'text');
    await using file = await openRegularFile(folder.at('log'));
    assert.equal(await file.readFile('utf8'), 'text');
    await assert.rejects(file.write('more'));
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`rejects ${what}`, async () => {
      await put(folder.at('file'));
      const code = /^a link to (nothing|itself)$/.test(what) ? /^(ENOENT|ELOOP)$/ : /^NOT_A_FILE$/;
      await assert.rejects(openRegularFile(folder.at('file')), { code });
      await assert.rejects(readRegularFile(folder.at('file'), 1000), { code });
    });

  it('keeps nothing open that it rejects', async () => {
    await mkdir(folder.at('folder'));
    await assert.rejects(openRegularFile(folder.at('folder')));
    // Other systems don't list what a process has open.
    if (process.platform !== 'linux') return;
    const open = await readdir('/proc/self/fd');
    const paths = await Promise.all(open.map(number => readlink(`/proc/self/fd/${number}`).catch(() => '')));
    assert.equal(paths.includes(folder.at('folder')), false);
  });
});

describe('reading a file at an external path', () => {
  const folder = temporaryFolder();
  const path = () => folder.at('file');
  const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

  it('returns all of its bytes, up to the limit', async () => {
    await writeFile(path(), 'text');
    assert.equal(text(await readRegularFile(path(), 4)), 'text');
    assert.equal(await readRegularFile(path(), 3), undefined);
    await writeFile(path(), '');
    assert.equal(text(await readRegularFile(path(), 0)), '');
  });

  it('returns the rest of a file that becomes shorter, and nothing that is appended', async () => {
    await writeFile(path(), 'text');
    await using file = await open(path(), 'r');
    const { stat } = file;
    const changes = [() => truncate(path(), 2), () => appendFile(path(), 'more')];
    file.stat = (async () => {
      const found = await stat.call(file);
      await changes.shift()?.();
      return found;
    }) as typeof stat;
    assert.equal(text(await readOpened(file, 100)), 'te');
    assert.equal(text(await readOpened(file, 100)), 'te');
    assert.equal(text(await readOpened(file, 100)), 'temore');
  });
});

describe('writing a file at an external path', () => {
  const folder = temporaryFolder();
  const path = () => folder.at('file');

  it('creates a new one, or replaces the contents', async () => {
    for (const text of ['longer', 'text', '']) {
      await writeRegularFile(path(), new TextEncoder().encode(text));
      assert.equal(await readFile(path(), 'utf8'), text);
      await checkReplaceable(path());
    }
    await symlink(path(), folder.at('link'));
    await writeRegularFile(folder.at('link'), new TextEncoder().encode('linked'));
    assert.equal(await readFile(path(), 'utf8'), 'linked');
    await assert.rejects(writeRegularFile(folder.at('no/file'), new Uint8Array()), { code: 'ENOENT' });
  });

  for (const [what, put] of Object.entries(inTheWay)) {
    if (what === 'a link to nothing') continue;
    it(`rejects ${what}`, async () => {
      await put(path());
      const code = what === 'a link to itself' ? 'ELOOP' : 'NOT_REPLACEABLE';
      for (const write of [openForWriting, checkReplaceable]) await assert.rejects(write(path()), { code });
    });
  }
});
