import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { filesToOpen, withSource } from '../../../../../src/engine/transfer/disk/filesToOpen.ts';
import { Spools } from '../../../../../src/engine/transfer/disk/spools.ts';
import { noneOpenBelow } from '../../../../support/openFiles.ts';
import { readSource } from '../../../../support/readSource.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

describe('the files of a transfer', () => {
  // Before its folder is deleted.
  afterEach(() => spools.dispose());
  const folder = temporaryFolder();
  let spools: Spools;

  beforeEach(async () => {
    spools = new Spools(folder.at('spools'));
    await mkdir(folder.at('below', 'deeper'), { recursive: true });
    await writeFile(folder.at('text'), 'some text');
    for (const name of ['b', 'a', 'deeper/c']) await writeFile(folder.at('below', name), name);
  });

  const found = (...paths: string[]) =>
    filesToOpen(
      paths.map(path => ({ path })),
      spools,
    );

  it('are named, sized and typed after a single one', async () => {
    const { files, ...about } = await found(folder.at('text'));
    assert.deepEqual(about, { name: 'text', path: folder.at('text'), size: 9, mediaType: 'text/plain' });
    assert.equal(files.length, 1);
  });

  it('are a folder’s, without a type, sorted by name', async () => {
    const { files, ...about } = await found(folder.at('below'));
    assert.deepEqual(about, { name: 'below', path: folder.at('below'), size: 10 });
    const names = await Promise.all(files.map(file => withSource(file, { isHashed: false }, async one => one.name)));
    assert.deepEqual(names, ['a', 'b', 'c']);
  });

  it('have the name of the first, without path or type, if several were selected', async () => {
    const { files, ...about } = await found(folder.at('text'), folder.at('below'));
    assert.deepEqual([about, files.length], [{ name: 'text', size: 19 }, 4]);
  });

  it('skip sockets and devices in a folder', async () => {
    if (process.platform === 'win32') return;
    await rm(folder.at('below'), { recursive: true });
    await mkdir(folder.at('below'));
    const server = createServer().listen(folder.at('below', 'socket'));
    await once(server, 'listening');
    await writeFile(folder.at('below', 'only'), 'only');
    const { files, size } = await found(folder.at('below'));
    assert.deepEqual([files.length, size], [1, 4]);
    server.close();
    await once(server, 'close');
  });

  it('may come from a page as well as from disk', async () => {
    const spool = await spools.open('dropped', 3);
    spools.hold(spool);
    await spools.append(spool, Buffer.from('abc'));
    await spools.close(spool, true);
    const { files, size } = await filesToOpen([{ path: folder.at('text') }, { spool }], spools);
    assert.equal(size, 12);
    const bytes = await Promise.all(files.map(file => withSource(file, { isHashed: false }, readSource)));
    assert.deepEqual(bytes.map(String), ['some text', 'abc']);
    await assert.rejects(filesToOpen([{ spool: 'none' }], spools), { code: 'SPOOL_ABANDONED' });
  });

  it('are rejected if nothing was selected, or one of them can’t be read', async () => {
    await assert.rejects(found(), RangeError);
    await assert.rejects(found(folder.at('text'), folder.at('none')), { code: 'ENOENT' });
    if (process.platform === 'win32') return;
    await symlink('nowhere', folder.at('below', 'link'));
    await assert.rejects(found(folder.at('below')), { code: 'ENOENT' });
  });

  it('are opened only in turn, so that a deleted one is reported then', async () => {
    const { files } = await found(folder.at('below'));
    await noneOpenBelow(folder.path);
    await rm(folder.at('below', 'a'));
    const [gone, there] = files;
    assert.ok(gone && there);
    await assert.rejects(gone.open({ isHashed: false }), { code: 'ENOENT' });
    assert.equal(String(await withSource(there, { isHashed: false }, readSource)), 'b');
  });

  it('are closed again even if they could not be used', async () => {
    const { files } = await found(folder.at('text'));
    const [file] = files;
    assert.ok(file);
    const failing = withSource(file, { isHashed: true }, async () => {
      throw new Error('no use');
    });
    await assert.rejects(failing, /no use/);
    await noneOpenBelow(folder.path);
  });
});
