import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { Spools } from '../../../../../src/engine/transfer/disk/spools.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const bytes = Buffer.from('abc');

describe('an engine’s spools', () => {
  // Before its folder is deleted.
  afterEach(() => spools.dispose());
  const folder = temporaryFolder();
  let spools: Spools;

  beforeEach(() => {
    spools = new Spools(folder.at('spools'));
  });

  it('are created with the first, each with its own id', async () => {
    assert.equal(existsSync(folder.at('spools')), false);
    const ids = [await spools.open('same', 3), await spools.open('same', 3)];
    assert.equal(new Set(ids).size, 2);
    const { name, size, modifiedMs } = spools.find(ids[0] ?? '').options;
    assert.deepEqual([name, size, Math.abs(modifiedMs - Date.now()) < 60_000], ['same', 3, true]);
  });

  it('report why they can’t be created', async () => {
    await writeFile(folder.at('spools'), 'in the way');
    await assert.rejects(spools.open('a', 1), { name: 'SocketError', code: 'EEXIST' });
    spools = new Spools(folder.at('others'));
  });

  it('are abandoned under an unknown id without an error', async () => {
    assert.throws(() => spools.find('none'), { code: 'SPOOL_ABANDONED', params: { address: 'none' } });
    assert.throws(() => spools.hold('none'), { code: 'SPOOL_ABANDONED' });
    await assert.rejects(spools.append('none', bytes), { code: 'SPOOL_ABANDONED' });
    await spools.close('none', true);
    await spools.release('none');
    assert.equal(spools.isPromised('none'), false);
  });

  it('are deleted when they have neither a writer nor a holder', async () => {
    const id = await spools.open('a', 3);
    spools.hold(id);
    await spools.append(id, bytes);
    await spools.close(id, true);
    assert.ok(spools.isPromised(id));
    assert.equal((await readdir(folder.at('spools'))).length, 1);
    await spools.release(id);
    assert.throws(() => spools.find(id), { code: 'SPOOL_ABANDONED' });
    assert.deepEqual(await readdir(folder.at('spools')), []);
  });

  it('aren’t promised if they were closed before they were complete', async () => {
    const id = await spools.open('a', 3);
    spools.hold(id);
    await spools.close(id, false);
    assert.equal(spools.isPromised(id), false);
  });

  it('leave nothing behind when the engine ends, held or not', async () => {
    const id = await spools.open('a', 3);
    spools.hold(id);
    await spools.append(id, bytes);
    await spools.dispose();
    assert.deepEqual(await readdir(folder.path), []);
  });
});
