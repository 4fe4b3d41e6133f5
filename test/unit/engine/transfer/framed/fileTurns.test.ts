import assert from 'node:assert/strict';
import { FileTurns } from '../../../../../src/engine/transfer/framed/fileTurns.ts';

describe('the turns of files', () => {
  const never = new AbortController().signal;

  it('are taken one after another, in their order', async () => {
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

  it('are not waited for any more when the signal comes, and lost to nobody', async () => {
    const turns = new FileTurns();
    const end = await turns.take(never);
    const cancelling = new AbortController();
    const second = turns.take(cancelling.signal);
    const third = turns.take(never);
    const reason = new Error('cancelled');
    cancelling.abort(reason);
    await assert.rejects(second, reason);
    await assert.rejects(turns.take(cancelling.signal), reason);
    end();
    (await third)();
    (await turns.take(never))();
  });

  it('stay with who has one when the signal comes later', async () => {
    const turns = new FileTurns();
    const cancelling = new AbortController();
    const end = await turns.take(cancelling.signal);
    cancelling.abort();
    const next = turns.take(never);
    end();
    (await next)();
  });
});
