import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newestReceived } from '../../../../src/client/transfers/newestReceived.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('the newest received file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-newest-'));
    for (const name of ['early', 'late', 'sent', 'part']) await writeFile(join(folder, name), name);
  });
  after(() => rm(folder, { recursive: true }));

  const of = (name: string, endedMs: number, more: Partial<TransferSnapshot> = {}) =>
    transferSnapshot({ id: name, direction: 'in', state: 'done', path: join(folder, name), endedMs, ...more });

  it('is the last one to end that is complete and still exists', async () => {
    const others = [of('sent', 8, { direction: 'out' }), of('part', 9, { state: 'failed' }), of('gone', 7)];
    assert.equal(await newestReceived([of('late', 5), of('early', 2), ...others]), join(folder, 'late'));
    assert.equal(await newestReceived([of('early', 2), of('late', 5), ...others]), join(folder, 'late'));
    assert.equal(await newestReceived(others), undefined);
  });
});
