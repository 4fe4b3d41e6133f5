import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { ApiTransfer } from '../../../../src/host/api/apiTransfer.ts';
import type { Transfers } from '../../../../src/host/transfers/transfers.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('an API transfer', () => {
  let known: TransferSnapshot[];
  let ending: PromiseWithResolvers<TransferSnapshot>;
  let asked: string[];
  let canceling: () => Promise<void>;
  let transfers: Transfers;

  beforeEach(() => {
    known = [];
    asked = [];
    ending = Promise.withResolvers();
    canceling = async () => undefined;
    transfers = {
      get known() {
        return known;
      },
      ended: async (id: string) => {
        asked.push(id);
        return ending.promise;
      },
      endpoints: { engine: { cancelTransfer: () => canceling() } },
    } as unknown as Transfers;
  });

  const failed = { state: 'failed', failure: { code: 'DECLINED', params: {} } } as const;

  it('has the latest known figures, and keeps the last ones when it is no longer known', () => {
    const transfer = new ApiTransfer(transfers, transferSnapshot());
    assert.deepEqual([transfer.bytes, transfer.state], [10, 'running']);
    known = [transferSnapshot({ id: 'other', bytes: 1 }), transferSnapshot({ bytes: 20, state: 'paused' })];
    assert.deepEqual([transfer.bytes, transfer.state], [20, 'paused']);
    known = [];
    assert.deepEqual([transfer.bytes, transfer.state], [20, 'paused']);
  });

  it('is complete when the engine says so, which is requested once and only on demand', async () => {
    const transfer = new ApiTransfer(transfers, transferSnapshot());
    assert.deepEqual(asked, []);
    const done = [transfer.done, transfer.done];
    ending.resolve(transferSnapshot({ state: 'done', sha256: 'abc' }));
    assert.deepEqual(await Promise.all(done), [{ sha256: 'abc' }, { sha256: 'abc' }]);
    assert.deepEqual(asked, ['t1']);
  });

  it('that ended long ago requests nothing', async () => {
    assert.deepEqual(await new ApiTransfer(transfers, transferSnapshot({ state: 'done' })).done, {});
    await assert.rejects(new ApiTransfer(transfers, transferSnapshot(failed)).done, {
      code: 'DECLINED',
      message: 'The file was declined.',
    });
    assert.deepEqual(asked, []);
  });

  it('rejects with a sentence when it fails or is canceled', async () => {
    const transfer = new ApiTransfer(transfers, transferSnapshot());
    ending.resolve(transferSnapshot({ state: 'cancelled' }));
    await assert.rejects(transfer.done, { code: 'CANCELLED', message: 'Canceled.' });
  });

  it('isn’t an unhandled rejection if nothing waits for it', async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown) => void unhandled.push(error);
    process.prependOnceListener('unhandledRejection', listen);
    const transfer = new ApiTransfer(transfers, transferSnapshot(failed));
    assert.ok(transfer.done);
    await new Promise(setImmediate);
    process.off('unhandledRejection', listen);
    assert.deepEqual(unhandled, []);
  });

  it('resolves a cancellation when it has ended, however it did', async () => {
    const transfer = new ApiTransfer(transfers, transferSnapshot());
    let isCancelled = false;
    const canceled = transfer.cancel().then(() => {
      isCancelled = true;
    });
    await new Promise(setImmediate);
    assert.ok(!isCancelled);
    ending.resolve(transferSnapshot({ state: 'cancelled' }));
    await canceled;
  });

  it('rejects with a sentence when it can’t be canceled', async () => {
    canceling = async () => Promise.reject(new SocketError('NO_TRANSFER'));
    await assert.rejects(new ApiTransfer(transfers, transferSnapshot()).cancel(), {
      code: 'NO_TRANSFER',
      message: 'This transfer no longer exists.',
    });
  });
});
