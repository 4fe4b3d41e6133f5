import assert from 'node:assert/strict';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { namesLike } from '../../../../../src/engine/transfer/disk/fileNames.ts';
import { moveToReserved, moveWithoutOverwriting, publish } from '../../../../../src/engine/transfer/disk/publish.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

describe('publishing a file without overwriting', () => {
  const folder = temporaryFolder();

  for (const [how, move] of Object.entries({ moveWithoutOverwriting, moveToReserved })) {
    it(`takes a free name, or does nothing: ${how}`, async () => {
      await writeFile(folder.at('a'), 'a');
      await writeFile(folder.at('taken'), 'taken');
      assert.equal(await move(folder.at('a'), folder.at('taken')), false);
      assert.equal(await readFile(folder.at('taken'), 'utf8'), 'taken');
      assert.equal(await move(folder.at('a'), folder.at('b')), true);
      assert.deepEqual((await readdir(folder.path)).sort(), ['b', 'taken']);
      await symlink('nowhere', folder.at('link'));
      assert.equal(await move(folder.at('b'), folder.at('link')), false);
      assert.deepEqual((await readdir(folder.path)).sort(), ['b', 'link', 'taken']);
      await rm(folder.at('link'));
      await assert.rejects(move(folder.at('missing'), folder.at('c')), { code: 'ENOENT' });
      assert.deepEqual((await readdir(folder.path)).sort(), ['b', 'taken']);
    });
  }

  const namesOfA = namesLike('a.txt');
  /** How often a name was requested. */
  async function published(signal?: AbortSignal): Promise<{ path: string; asked: number }> {
    let asked = 0;
    const names = (attempt: number, extension: string) => {
      asked++;
      return namesOfA(attempt, extension);
    };
    await writeFile(folder.at('part'), 'new');
    return {
      path: await publish(folder.at('part'), { directory: folder.path, names, extension: 'bin' }, signal),
      asked,
    };
  }

  it('takes the first free name, however many are taken', async () => {
    for (const count of [0, 1, 19, 20, 21, 300]) {
      await Promise.all(Array.from({ length: count }, (_, at) => writeFile(folder.at(namesOfA(at, '')), 'old')));
      const { path, asked } = await published();
      assert.equal(path, folder.at(namesOfA(count, '')));
      assert.ok(asked <= count + 2, `${asked} names for ${count} files`);
    }
  });

  it('follows the last one where many are taken, without trying all of them again', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, at) => writeFile(folder.at(namesOfA(at, '')), 'old')));
    await published();
    for (const next of [301, 302]) {
      const { path, asked } = await published();
      assert.deepEqual([path, asked], [folder.at(namesOfA(next, '')), 21]);
    }
    await rm(folder.at(namesOfA(3, '')));
    assert.equal((await published()).path, folder.at(namesOfA(3, '')));
    await writeFile(folder.at(namesOfA(303, '')), 'old');
    assert.equal((await published()).path, folder.at(namesOfA(304, '')));
  });

  it('stops when the signal aborts', async () => {
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(published(abort.signal), { name: 'AbortError' });
    assert.deepEqual(await readdir(folder.path), ['part']);
  });

  it('gives up after ten thousand names', async () => {
    let last = 0;
    const names = (attempt: number) => {
      last = Math.max(last, attempt);
      return `${attempt % 30}`;
    };
    await Promise.all(Array.from({ length: 30 }, (_, at) => writeFile(folder.at(`${at}`), '')));
    await writeFile(folder.at('part'), 'new');
    const about = { directory: folder.path, names, extension: 'bin' };
    await assert.rejects(publish(folder.at('part'), about), { name: 'SocketError', code: 'EEXIST' });
    assert.equal(last, 9_999);
  });
});
