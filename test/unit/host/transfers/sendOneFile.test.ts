import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { sendFileToAll, sendOneFile } from '../../../../src/host/transfers/sendOneFile.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a caller’s file', () => {
  freshVscode();
  const uri = Uri.file('/tmp/a');
  const files = [{ path: uri.fsPath }];
  let fake: FakeTransfers;

  beforeEach(() => {
    fake = new FakeTransfers(['p1', 'p2']);
  });

  it('is sent to one unambiguous peer without a question', async () => {
    const { sendFiles = assert.fail } = fake.engine;
    fake.engine.sendFiles = async (...args) => [...(await sendFiles(...args)), transferSnapshot({ id: 'a' })];
    assert.equal((await sendOneFile(fake.transfers, 'e1', uri, {})).id, 'a');
    await sendOneFile(fake.transfers, 'e1', uri, { peer: 'p2', mode: 'framed' });
    assert.deepEqual(fake.calls, [
      ['sendFiles', 'e1', { files, mode: 'raw', endAfter: true }, undefined, true],
      ['sendFiles', 'e1', { files, mode: 'framed', endAfter: false }, { peer: 'p2' }, true],
    ]);
    assert.deepEqual(questions.open, []);
    assert.equal(await fake.transfers.isQuiet('a'), true);
  });

  it('requires a recipient', () =>
    assert.rejects(sendOneFile(fake.transfers, 'e1', uri, {}), { code: 'NO_PEER', params: { kind: 'tcp-server' } }));

  it('is sent to all, with one transfer each', async () => {
    await sendFileToAll(fake.transfers, 'e1', uri, { endAfter: false });
    assert.deepEqual(fake.calls, [['sendFiles', 'e1', { files, mode: 'raw', endAfter: false }, 'all', false]]);
  });

  it('is rejected before anything is sent if the endpoint can’t send it that way', async () => {
    await assert.rejects(sendOneFile(fake.transfers, 'e1', uri, { mode: 'datagrams' }), RangeError);
    await assert.rejects(sendFileToAll(fake.transfers, 'e1', uri, { mode: 'datagrams' }), RangeError);
    assert.deepEqual(fake.calls, []);
  });
});
