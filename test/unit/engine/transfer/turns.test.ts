import assert from 'node:assert/strict';
import { Turns } from '../../../../src/engine/transfer/turns.ts';

describe('turns', () => {
  const never = new AbortController().signal;

  it('are taken by so many at once, the others in their order', async () => {
    const turns = new Turns(2);
    const order: number[] = [];
    const endings = [await turns.take(never), await turns.take(never)];
    const waiting = [2, 3, 4].map(at => turns.take(never).then(end => order.push(at) && end));
    endings[0]?.();
    endings[0]?.();
    const end = await waiting[0];
    assert.deepEqual(order, [2]);
    endings[1]?.();
    if (typeof end === 'function') end();
    await Promise.all(waiting);
    assert.deepEqual(order, [2, 3, 4]);
  });

  it('are not waited for any more when the signal comes, and lost to nobody', async () => {
    const turns = new Turns();
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
    const turns = new Turns();
    const cancelling = new AbortController();
    const end = await turns.take(cancelling.signal);
    cancelling.abort();
    const next = turns.take(never);
    end();
    (await next)();
  });
});
