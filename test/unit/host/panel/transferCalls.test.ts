import assert from 'node:assert/strict';
import { PageSpools } from '../../../../src/client/page/pageSpools.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { transferCalls } from '../../../../src/host/panel/transferCalls.ts';
import type { Transfers } from '../../../../src/host/transfers/transfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a page’s file calls', () => {
  freshVscode();

  let known: TransferSnapshot[];
  let listed: TransferSnapshot[];
  let paused: string[];
  let calls: ReturnType<typeof transferCalls>;

  beforeEach(() => {
    known = [];
    listed = [];
    paused = [];
    const transfers = {
      get known() {
        return known;
      },
      endpoints: { engine: {} },
      of: async () => listed,
      pause: async (id: string) => void paused.push(id),
      clear: async () => Promise.reject(new RangeError('odd')),
    } as unknown as Transfers;
    calls = transferCalls('e1', transfers, new PageSpools(() => assert.fail('no engine is needed')));
  });

  it('act on its own endpoint’s transfers, known ones first', async () => {
    known = [transferSnapshot({ id: 'mine' }), transferSnapshot({ id: 'other', endpoint: 'e2' })];
    listed = [transferSnapshot({ id: 'earlier' })];
    await calls.actOnTransfer('pause', 'mine');
    await calls.actOnTransfer('pause', 'earlier');
    assert.deepEqual(paused, ['mine', 'earlier']);
    await assert.rejects(calls.actOnTransfer('pause', 'other'), { message: 'This transfer no longer exists.' });
    await assert.rejects(calls.thumbnail('other'), { code: 'NO_TRANSFER' });
    assert.equal(paused.length, 2);
  });

  it('reject with sentences', async () => {
    await assert.rejects(calls.clearTransfers(), { message: 'odd', cause: new RangeError('odd') });
    await assert.rejects(calls.spool('s1', new Uint8Array()), /no such spool is open/);
  });

  it('list transfers with a sentence about what went wrong, unless they were canceled', async () => {
    const failed = (code: 'DECLINED' | 'CANCELLED') =>
      transferSnapshot({ state: 'failed', failure: { code, params: {} } });
    listed = [transferSnapshot(), failed('DECLINED'), failed('CANCELLED')];
    assert.deepEqual(
      (await calls.transfers()).map(({ problem }) => problem),
      [undefined, 'The file was declined.', undefined],
    );
  });
});
