import assert from 'node:assert/strict';
import { panelTransfer } from '../../../../src/host/transfers/panelTransfer.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a transfer shown by a page', () => {
  it('explains why it failed', () => {
    const failure = { code: 'ENOSPC', params: { operation: 'write', address: '/tmp/a\u202e' } } as const;
    const transfer = transferSnapshot({ state: 'failed', failure });
    assert.deepEqual(panelTransfer(transfer), {
      ...transfer,
      problem: 'Cannot write /tmp/a\\u{202e}: the disk is full',
    });
  });

  it('has no problem while it is fine, or if it was canceled', () => {
    const canceled = transferSnapshot({ state: 'cancelled', failure: { code: 'CANCELLED', params: {} } });
    for (const transfer of [transferSnapshot(), canceled]) assert.deepEqual(panelTransfer(transfer), transfer);
  });
});
