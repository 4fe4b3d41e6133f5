import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { outcomeOf, waitForOutcome } from '../../../../src/host/transfers/transferOutcome.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a transfer’s outcome', () => {
  it('is the hash, if any', async () => {
    assert.deepEqual(await outcomeOf(transferSnapshot({ state: 'done', sha256: 'abcd' })), { sha256: 'abcd' });
    assert.deepEqual(await outcomeOf(transferSnapshot({ state: 'done' })), {});
  });

  it('is an error with a sentence if it ended early', async () => {
    const failure = { code: 'ENOSPC', params: { operation: 'write', address: '/tmp/a' } } as const;
    await assert.rejects(outcomeOf(transferSnapshot({ state: 'failed', failure })), {
      name: 'SocketError',
      code: 'ENOSPC',
      message: 'Cannot write /tmp/a: the disk is full',
    });
    await assert.rejects(outcomeOf(transferSnapshot({ state: 'cancelled' })), {
      code: 'CANCELLED',
      message: 'Canceled.',
    });
  });

  it('is awaited, and is a sentence if there is no such transfer', async () => {
    const fake = new FakeTransfers();
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof transferSnapshot>>();
    fake.engine.transferEnded = () => promise;
    const through = waitForOutcome(fake.transfers, 't1');
    resolve(transferSnapshot({ state: 'done', sha256: 'abcd' }));
    assert.deepEqual(await through, { sha256: 'abcd' });
    fake.engine.transferEnded = () => Promise.reject(new SocketError('NO_TRANSFER'));
    await assert.rejects(waitForOutcome(fake.transfers, 't2'), { message: 'This transfer no longer exists.' });
  });
});
