import assert from 'node:assert/strict';
import { panelTransfer } from '../../../../src/host/transfers/panelTransfer.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a transfer as a page shows it', () => {
  it('says in words why it failed', () => {
    const failure = { code: 'ENOSPC', params: { operation: 'write', address: '/tmp/a\u202e' } } as const;
    const transfer = transferSnapshot({ state: 'failed', failure });
    assert.deepEqual(panelTransfer(transfer), {
      ...transfer,
      problem: 'Cannot write /tmp/a\\u{202e}: the disk is full',
    });
  });

  it('has no problem while it goes well, and none when somebody cancelled it', () => {
    const cancelled = transferSnapshot({ state: 'cancelled', failure: { code: 'CANCELLED', params: {} } });
    for (const transfer of [transferSnapshot(), cancelled]) assert.deepEqual(panelTransfer(transfer), transfer);
  });
});
