import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { disconnectAll, eachInTurns } from '../../../../src/engine/endpoints/eachInTurns.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { shortTurns } from '../../../support/shortTurns.ts';

describe('acting on many peers', () => {
  afterEach(() => mock.restoreAll());

  it('takes as many turns as it needs', async () => {
    shortTurns(2);
    const acted: number[] = [];
    const over = eachInTurns([1, 2, 3, 4, 5], peer => acted.push(peer));
    assert.deepEqual(acted, [1, 2]);
    await nextTurn();
    assert.deepEqual(acted, [1, 2, 3, 4]);
    await over;
    assert.deepEqual(acted, [1, 2, 3, 4, 5]);
  });

  it('continues with a few in each turn while other work uses up every turn', async () => {
    shortTurns(0);
    const acted: number[] = [];
    const peers = Array.from({ length: 100 }, (_, at) => at);
    const over = eachInTurns(peers, peer => acted.push(peer));
    assert.deepEqual(acted, []);
    await nextTurn();
    assert.ok(acted.length > 0 && acted.length < 50);
    await over;
    assert.deepEqual(acted, peers);
  });

  it('acts on a single peer at once, whatever happened in this turn', () => {
    shortTurns(0);
    const acted: number[] = [];
    void eachInTurns([1], peer => acted.push(peer));
    assert.deepEqual(acted, [1]);
  });

  it('rejects if one fails', async () => {
    const act = () => assert.fail('no');
    await assert.rejects(eachInTurns([1, 2], act), { message: 'no' });
  });
});

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
