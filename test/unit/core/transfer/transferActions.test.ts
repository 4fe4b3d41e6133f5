import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { availableActions } from '../../../../src/core/transfer/transferActions.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('the actions for a transfer', () => {
  const actions = (given: Parameters<typeof transferSnapshot>[0]) => availableActions(transferSnapshot(given));

  it('depend on its state', () => {
    assert.deepEqual(actions({}), ['pause', 'cancel']);
    assert.deepEqual(actions({ state: 'paused' }), ['resume', 'cancel']);
    assert.deepEqual(actions({ state: 'queued', path: '/tmp/photo.png' }), ['cancel']);
    assert.deepEqual(actions({ state: 'checking' }), ['cancel']);
    assert.deepEqual(actions({ state: 'asking', asks: 'consent' }), ['accept', 'decline']);
    assert.deepEqual(actions({ state: 'asking', asks: 'directory' }), ['chooseDirectory', 'decline']);
    assert.deepEqual(actions({ state: 'failed', canRetry: true }), ['retry']);
    assert.deepEqual(actions({ state: 'cancelled' }), []);
    assert.deepEqual(actions({ state: 'done' }), []);
  });

  it('reveal the kept part of a received file, and open the file only if it is complete', () => {
    const received = { direction: 'in', path: '/tmp/photo.png' } as const;
    for (const state of ['failed', 'cancelled'] as const)
      assert.deepEqual(actions({ ...received, state }), ['reveal', 'copyPath']);
    assert.deepEqual(actions({ ...received, state: 'failed', bytes: 0 }), ['copyPath'], 'nothing is kept');
    for (const { failure } of [new SocketError('HASH_MISMATCH'), new SocketError('WRONG_SIZE', { size: 1 })])
      assert.deepEqual(actions({ ...received, state: 'failed', failure }), ['copyPath'], failure.code);
    const whole = { ...received, state: 'done', sha256: 'ab' } as const;
    assert.deepEqual(actions(whole), ['open', 'reveal', 'copyPath', 'copyHash']);
    assert.deepEqual(actions({ ...whole, files: { done: 2, total: 2 } }), ['reveal', 'copyPath', 'copyHash']);
  });

  it('reveal a file that was not sent', () => {
    const failed = { direction: 'out', path: '/tmp/photo.png', state: 'failed', canRetry: true } as const;
    assert.deepEqual(actions(failed), ['retry', 'open', 'reveal', 'copyPath']);
  });
});
