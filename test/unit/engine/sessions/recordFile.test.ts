import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { RecordFile } from '../../../../src/engine/sessions/recordFile.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const removedMs = 1_700_000_000_123;

describe('a rewritten file', () => {
  const folder = temporaryFolder();
  let file: RecordFile;

  beforeEach(() => {
    file = new RecordFile(folder.at('below', 'record'));
  });

  const content = () => readFile(folder.at('below', 'record'), 'utf8');

  it('creates its folder, and leaves nothing beside it', async () => {
    file.write(() => 'content');
    await file.settled();
    assert.deepEqual([await content(), await readdir(folder.at('below'))], ['content', ['record']]);
  });

  it('skips values superseded while it was being written', async () => {
    const asked: number[] = [];
    for (const at of [1, 2, 3, 4]) {
      file.write(() => {
        asked.push(at);
        return `${at}`;
      });
    }
    await file.settled();
    assert.deepEqual([asked, await content()], [[1, 4], '4']);
  });

  it('has another name while it is set aside, even during a write', async () => {
    await file.setAside(removedMs);
    file.write(() => 'first');
    file.write(() => 'second');
    await file.setAside(removedMs);
    assert.deepEqual(await readdir(folder.at('below')), ['record.removed']);
    assert.equal(Math.round((await stat(folder.at('below', 'record.removed'))).mtimeMs), removedMs);
    await file.setAside(removedMs);
    file.write(() => 'third');
    await file.settled();
    assert.deepEqual([await content(), await readdir(folder.at('below'))], ['third', ['record']]);
  });

  it('keeps its former contents if it is set aside while the disk can’t be written', async () => {
    file.write(() => 'old');
    await file.setAside(removedMs);
    await mkdir(folder.at('below', 'record.part'));
    const next = new RecordFile(folder.at('below', 'record'));
    next.write(() => 'new');
    await next.settled();
    assert.equal(await content(), 'old');
  });

  it('is written even if a dead process left a part of it', async () => {
    await mkdir(folder.at('below'));
    await writeFile(folder.at('below', 'record.part'), 'a part that is longer');
    file.write(() => 'whole');
    await file.settled();
    assert.deepEqual([await content(), await readdir(folder.at('below'))], ['whole', ['record']]);
  });

  it('doesn’t write through a link', async () => {
    await mkdir(folder.at('below'));
    await writeFile(folder.at('precious'), 'precious');
    await symlink(folder.at('precious'), folder.at('below', 'record.part'));
    file.write(() => 'record');
    await file.settled();
    assert.deepEqual([await content(), await readFile(folder.at('precious'), 'utf8')], ['record', 'precious']);
  });

  for (const [what, put] of Object.entries(inTheWay))
    if (what !== 'a folder')
      it(`is written even if ${what} is in the way`, async () => {
        await mkdir(folder.at('below'));
        await put(folder.at('below', 'record.part'));
        file.write(() => 'record');
        await file.settled();
        assert.equal(await content(), 'record');
      });

  it('settles if nothing was written', () => file.settled());

  it('reports that it can’t be written, and is written once it can', async () => {
    const reported: unknown[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const watched = new RecordFile(folder.at('below', 'record'), {
      fails: (_, error) => void reported.push((error as { code: string }).code),
      writes: () => {
        reported.push('written');
        resolve();
      },
    });
    await writeFile(folder.at('below'), 'in the way');
    watched.write(() => 'late');
    await watched.settled();
    const [code] = reported;
    assert.ok(code !== 'written');
    await rm(folder.at('below'));
    await promise;
    assert.deepEqual([reported, await content()], [[code, 'written'], 'late']);
    await watched.end();
  });

  it('is no longer written once it has ended', async () => {
    await file.end();
    file.write(() => 'late');
    await file.settled();
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('continues after the disk couldn’t be written', async () => {
    await writeFile(folder.at('below'), 'in the way');
    file.write(() => 'lost');
    await file.settled();
    await rm(folder.at('below'));
    file.write(() => 'there');
    await file.settled();
    assert.equal(await content(), 'there');
  });
});
