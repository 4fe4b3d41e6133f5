import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { namesLike } from '../../../../../src/engine/transfer/disk/fileNames.ts';
import { PartFile } from '../../../../../src/engine/transfer/disk/partFile.ts';
import { heldName, unheldName } from '../../../../../src/engine/transfer/disk/partName.ts';
import { ReceivedFile } from '../../../../../src/engine/transfer/disk/receivedFile.ts';
import { namesIn } from '../../../../support/partNames.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/** Names a part as another process of this machine does. */
const heldBy = (file: string, pid: number) => heldName(file).replace(`-${process.pid}-`, `-${pid}-`);

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version']);
  await once(child, 'close');
  return child.pid ?? 0;
}

describe('a part file', () => {
  const folder = temporaryFolder();
  const find = (name: string) => PartFile.find(folder.path, name);

  async function put(name: string, text: string, modifiedMs = Date.now()): Promise<void> {
    await writeFile(folder.at(name), text);
    await utimes(folder.at(name), modifiedMs / 1000, modifiedMs / 1000);
  }

  it('belongs to another window while that writes to it', async () => {
    await put(heldBy('a', process.ppid), 'theirs');
    assert.equal(await find('a'), undefined);
    const own = await PartFile.create(folder.path, 'a');
    await own.remove();
    assert.deepEqual(await namesIn(folder.path), ['a.part']);
  });

  it('can’t be taken while it is being created', async () => {
    for (let round = 0; round < 20; round++) {
      const making = Promise.all(Array.from({ length: 8 }, () => PartFile.create(folder.path, 'a')));
      const found: (PartFile | undefined)[] = [];
      let isMade = false;
      const looking = (async () => {
        while (!isMade) found.push(await find('a'));
      })();
      const made = await making;
      isMade = true;
      await looking;
      for (const part of [...made, ...found]) await part?.remove();
      assert.deepEqual(new Set(found), new Set([undefined]));
    }
  });

  it('is found once the process that wrote it has exited, or its number was reused', async () => {
    await put(heldBy('a', await endedProcess()), 'dead');
    await put(heldBy('b', process.ppid), 'old', Date.now() - 8 * 24 * 3_600_000);
    await put(heldName('c'), 'an engine of this process');
    for (const name of ['a', 'b', 'c']) {
      const part = await find(name);
      assert.ok(part && part.length > 0);
      await part.leave();
    }
  });

  it('belongs to another machine while it seems to be written there', async () => {
    const elsewhere = heldName('a').replace(/[0-9a-f]{8}(?=\.portside\.part$)/, '00000000');
    await put(elsewhere, 'theirs');
    assert.equal(await find('a'), undefined);
    await put(elsewhere, 'theirs', Date.now() - 61_000);
    const part = await find('a');
    assert.equal(part?.length, 6);
    await part?.leave();
  });

  it('is found once, the most recently written first', async () => {
    await put(unheldName('a'), 'older', Date.now() - 1000);
    await put(unheldName('a'), 'newer one');
    await put(unheldName('a'), '', Date.now() + 1000);
    const found = [await find('a'), await find('a'), await find('a'), await find('a')];
    assert.deepEqual(
      found.map(part => part?.length),
      [9, 5, 0, undefined],
    );
    await Promise.all(found.map(part => part?.leave()));
  });

  it('is distinguished from one of a similar name', async () => {
    for (const name of ['aa', 'a.b', 'a.01234567']) await put(unheldName(name), name);
    await put('a.part', 'another program');
    await put('a.portside.part', 'another program');
    assert.equal(await find('a'), undefined);
  });

  it('is found in a folder of many files', async () => {
    await Promise.all(Array.from({ length: 1200 }, (_, at) => writeFile(folder.at(`${at}`), '')));
    assert.equal(await find('a'), undefined);
    const file = await ReceivedFile.create({ directory: folder.path, names: namesLike('a') });
    file.write(Buffer.from('some'));
    await file.abandon({ keep: true });
    const part = await find('a');
    assert.equal(part?.length, 4);
    await part?.leave();
  });

  const damaged: [string, (path: string) => Promise<unknown>, string][] = [
    ['was written to', path => writeFile(path, 'longer than it was'), 'FILE_CHANGED'],
    ['has a second name', path => link(path, `${path}.link`), 'FILE_CHANGED'],
    [
      'was replaced by another file',
      path => rename(path, `${path}.away`).then(() => writeFile(path, 'mine')),
      'FILE_CHANGED',
    ],
    ['was moved away', path => rename(path, `${path}.away`), 'ENOENT'],
  ];
  for (const [how, spoil, code] of damaged) {
    it(`doesn’t become a file if it ${how} behind our back`, async () => {
      const file = await ReceivedFile.create({ directory: folder.path, names: namesLike('a') });
      file.write(Buffer.from('mine'));
      await file.hashSoFar();
      await spoil(file.path);
      await assert.rejects(file.finish(), { name: 'SocketError', code });
      await file.abandon({ keep: true });
      assert.ok(!(await readdir(folder.path)).includes('a'));
    });
  }

  it('is left to a later attempt under its new path', async () => {
    const file = await ReceivedFile.create({ directory: folder.path, names: namesLike('a') });
    file.write(Buffer.from('kept'));
    await file.abandon({ keep: true });
    assert.equal(await readFile(file.path, 'utf8'), 'kept');
  });
});
