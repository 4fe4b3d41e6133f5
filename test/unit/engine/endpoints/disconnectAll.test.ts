import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { disconnectAll } from '../../../../src/engine/endpoints/disconnectAll.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';

/** Uses up this turn's work. */
function useUpTurn(): void {
  while (turnBudget.tryTake(2 ** 17));
}

describe('disconnecting many peers', () => {
  it('starts with as many as fit into a turn, and waits for all', async () => {
    const left = Promise.withResolvers<void>();
    let calls = 0;
    const peer = () => ({
      disconnect: () => {
        calls++;
        useUpTurn();
        return left.promise;
      },
    });
    let isOver = false;
    const over = disconnectAll(Array.from({ length: 100 }, peer)).then(() => {
      isOver = true;
    });
    assert.ok(calls > 0 && calls < 100, String(calls));
    while (calls < 100) await nextTurn();
    assert.equal(isOver, false);
    left.resolve();
    await over;
  });

  it('rejects if one fails, after all have been asked', async () => {
    let calls = 0;
    const peer = (failure?: Error) => ({
      disconnect: async () => {
        calls++;
        useUpTurn();
        if (failure) throw failure;
      },
    });
    const peers = [peer(new Error('no')), ...Array.from({ length: 40 }, () => peer())];
    await assert.rejects(disconnectAll(peers), { message: 'no' });
    assert.equal(calls, 41);
  });
});
