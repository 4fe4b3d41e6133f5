import assert from 'node:assert/strict';
import {
  defaultReceiveSettings,
  hasEnded,
  type TransferState,
} from '../../../../src/core/transfer/transferSnapshot.ts';

describe('a transfer', () => {
  const states: Record<TransferState, boolean> = {
    queued: false,
    asking: false,
    checking: false,
    running: false,
    paused: false,
    done: true,
    failed: true,
    cancelled: true,
  };
  it('from another machine waits for the user unless answered automatically', () => {
    assert.equal(defaultReceiveSettings.asksForRemote, true);
    assert.equal(defaultReceiveSettings.directory, undefined);
  });

  it('has ended in its final states, and in no other', () => {
    for (const [state, ended] of Object.entries(states)) {
      assert.equal(hasEnded({ state: state as TransferState }), ended, state);
    }
  });
});
