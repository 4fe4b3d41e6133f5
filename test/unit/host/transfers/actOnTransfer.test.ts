import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { TransferAction } from '../../../../src/core/transfer/transferActions.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { actOnTransfer } from '../../../../src/host/transfers/actOnTransfer.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('acting on a transfer', () => {
  freshVscode();
  let fake: FakeTransfers;

  beforeEach(() => {
    fake = new FakeTransfers();
  });

  async function act(action: TransferAction, given: Partial<TransferSnapshot> = {}): Promise<void> {
    const transfer = transferSnapshot(given);
    fake.report(transfer);
    await actOnTransfer(fake.transfers, action, transfer);
  }

  it('answers the question that was seen, so that a newer one isn’t affected', async () => {
    await act('accept', { state: 'asking', asks: 'consent' });
    await act('decline', { state: 'asking', asks: 'directory' });
    assert.deepEqual(fake.calls, [
      ['answerTransfer', 't1', { accept: true, to: 'consent' }],
      ['answerTransfer', 't1', { accept: false, to: 'directory' }],
    ]);
  });

  it('asks where to store received files, and may be dismissed', async () => {
    const asked = act('chooseDirectory', { state: 'asking', asks: 'directory' });
    (await questions.question('Where should received files go?', 'list')).dismiss();
    await assert.rejects(asked, Dismissed);
    assert.deepEqual(fake.calls, []);
  });

  it('pauses and resumes it', async () => {
    await act('pause');
    assert.deepEqual([fake.transfers.find('t1').state, fake.transfers.find('t1').bytes], ['paused', 40]);
    await act('resume', { state: 'paused' });
    assert.equal(fake.transfers.find('t1').state, 'running');
    await act('cancel');
    assert.deepEqual(fake.calls.at(-1), ['cancelTransfer', 't1']);
    await act('retry', { state: 'failed', canRetry: true });
    assert.deepEqual(
      fake.transfers.known.map(({ id }) => id),
      ['t1 again'],
    );
  });

  it('reveals the file, or copies its details', async () => {
    const whole = { state: 'done', path: '/tmp/photo.png', sha256: 'abcd' } as const;
    await act('open', whole);
    const [opened] = workbenchState.done.shown;
    assert.deepEqual([opened?.command, String(opened?.args[0])], ['vscode.open', 'file:///tmp/photo.png']);
    await act('copyPath', whole);
    assert.equal(workbenchState.state.clipboard, '/tmp/photo.png');
    await act('copyHash', whole);
    assert.equal(workbenchState.state.clipboard, 'abcd');
    // There is no file manager and no workspace here.
    await act('reveal', whole);
    assert.equal(workbenchState.state.clipboard, '/tmp/photo.png');
  });

  for (const action of ['open', 'reveal', 'copyPath', 'copyHash'] as const)
    it(`is rejected without a target: ${action}`, () =>
      assert.rejects(act(action, { state: 'done' }), RangeError('This action isn’t available for this transfer.')));
});
