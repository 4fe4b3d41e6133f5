import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { undoableMs } from '../../../../src/core/undoableMs.ts';
import { EndpointRecord, hasRecords, readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import { readRemoved, sweepRemoved } from '../../../../src/engine/sessions/removedRecords.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const value = {
  config: { kind: 'tcp-server', address: ':0' },
  address: 'tcp://127.0.0.1:9000',
  state: 'open',
} as const;
const removedMs = 1_700_000_000_123;

describe('records of removed endpoints', () => {
  const folder = temporaryFolder();

  const remove = async (id: string, createdMs: number, atMs = removedMs) => {
    const record = new EndpointRecord(folder.at(id), createdMs);
    record.write(value);
    await record.settled();
    await record.setAside(atMs);
    return record;
  };
  const found = async () => (await readRemoved(folder.path)).map(([id, { config }, atMs]) => [id, config, atMs]);

  it('have the time of removal, and are sorted by creation', async () => {
    await remove('a', 20);
    await remove('b', 10, removedMs + 1);
    assert.deepEqual(await found(), [
      ['b', value.config, removedMs + 1],
      ['a', value.config, removedMs],
    ]);
    assert.deepEqual(await readRecords(folder.path), [], 'no window lists them');
    assert.ok(await hasRecords(folder.path), 'the next window can restore them');
  });

  it('don’t exist for one that was restored, or that was never removed', async () => {
    const record = await remove('a', 20);
    record.write(value);
    await record.settled();
    await mkdir(folder.at('b'));
    assert.deepEqual(await found(), []);
    await sweepRemoved(folder.path, removedMs + 2 * undoableMs);
    assert.deepEqual((await readdir(folder.path)).sort(), ['a', 'b']);
  });

  it('are deleted once they can’t be restored anymore, with all their other files', async () => {
    await remove('early', 1);
    await remove('late', 2, removedMs + 1);
    await writeFile(folder.at('early', '0-000000.log'), 'a transcript');
    await sweepRemoved(folder.path, removedMs + undoableMs);
    assert.equal((await readdir(folder.path)).length, 2);
    await sweepRemoved(folder.path, removedMs + undoableMs + 1);
    assert.deepEqual(await readdir(folder.path), ['late']);
  });

  it('are deleted even if the clock was set back', async () => {
    await remove('a', 1);
    await sweepRemoved(folder.path, removedMs - undoableMs - 1);
    assert.deepEqual(await readdir(folder.path), []);
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`are skipped if ${what} is in their place, and deleted anyway`, async () => {
      await mkdir(folder.at('a'));
      await put(folder.at('a', 'endpoint.json.removed'));
      assert.deepEqual(await found(), []);
      await sweepRemoved(folder.path, Date.now() + 2 * undoableMs);
      assert.deepEqual(await readdir(folder.path), []);
    });
});
