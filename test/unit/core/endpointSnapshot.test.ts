import assert from 'node:assert/strict';
import { isRunningState } from '../../../src/core/endpointSnapshot.ts';

describe('isRunningState', () => {
  it('is true from the start of an endpoint until it stops or fails', () => {
    for (const state of ['opening', 'open', 'reconnecting'] as const) assert.ok(isRunningState(state), state);
    for (const state of ['closed', 'failed'] as const) assert.ok(!isRunningState(state), state);
  });
});
