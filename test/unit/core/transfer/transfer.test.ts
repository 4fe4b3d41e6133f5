import assert from 'node:assert/strict';
import { hasEnded, type TransferState } from '../../../../src/core/transfer/transfer.ts';

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
  it('has ended in its final states, and in no other', () => {
    for (const [state, ended] of Object.entries(states)) {
      assert.equal(hasEnded({ state: state as TransferState }), ended, state);
    }
  });
});
