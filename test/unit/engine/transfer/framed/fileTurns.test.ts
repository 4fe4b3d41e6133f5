import assert from 'node:assert/strict';
import { FileTurns } from '../../../../../src/engine/transfer/framed/fileTurns.ts';

describe('file turns', () => {
  const never = new AbortController().signal;

  it('are taken one after another, in order', async () => {
    const turns = new FileTurns();
    const order: number[] = [];
    const end = await turns.take(never);
    const waiting = [2, 3, 4].map(at =>
      turns.take(never).then(next => {
        order.push(at);
        return next;
      }),
    );
    end();
    end();
    const endSecond = await waiting[0];
    assert.deepEqual(order, [2]);
    endSecond?.();
    (await waiting[1])?.();
    await waiting[2];
    assert.deepEqual(order, [2, 3, 4]);
  });

  it('are no longer waited for when the signal aborts, and not lost to others', async () => {
    const turns = new FileTurns();
    const end = await turns.take(never);
    const canceling = new AbortController();
    const second = turns.take(canceling.signal);
    const third = turns.take(never);
    const reason = new Error('cancelled');
    canceling.abort(reason);
    await assert.rejects(second, reason);
    await assert.rejects(turns.take(canceling.signal), reason);
    end();
    (await third)();
    (await turns.take(never))();
  });

  it('stay with their owner if the signal aborts later', async () => {
    const turns = new FileTurns();
    const canceling = new AbortController();
    const end = await turns.take(canceling.signal);
    canceling.abort();
    const next = turns.take(never);
    end();
    (await next)();
  });
});
