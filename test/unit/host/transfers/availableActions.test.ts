import assert from 'node:assert/strict';
import { availableActions } from '../../../../src/host/transfers/availableActions.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('what can be done with a transfer', () => {
  const actions = (given: Parameters<typeof transferSnapshot>[0]) => availableActions(transferSnapshot(given));

  it('follows its state', () => {
    assert.deepEqual(actions({}), ['pause', 'cancel']);
    assert.deepEqual(actions({ state: 'paused' }), ['resume', 'cancel']);
    assert.deepEqual(actions({ state: 'queued' }), ['cancel']);
    assert.deepEqual(actions({ state: 'asking', asks: 'consent' }), ['accept', 'decline']);
    assert.deepEqual(actions({ state: 'asking', asks: 'directory' }), ['decline', 'chooseDirectory']);
    assert.deepEqual(actions({ state: 'failed', canRetry: true }), ['retry']);
  });

  it('shows a received file only when it is whole, and a folder in its place', () => {
    const received = { direction: 'in', path: '/tmp/photo.png' } as const;
    assert.deepEqual(actions({ ...received, state: 'failed' }), ['copyPath']);
    const whole = { ...received, state: 'done', sha256: 'ab' } as const;
    assert.deepEqual(actions(whole), ['open', 'reveal', 'copyPath', 'copyHash']);
    assert.deepEqual(actions({ ...whole, files: { done: 2, total: 2 } }), ['reveal', 'copyPath', 'copyHash']);
  });
});
