import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ItemQueue } from '../../../src/engine/itemQueue.ts';
import { collectGarbage } from '../../support/collectGarbage.ts';

describe('an item queue', () => {
  it('keeps the order, whatever is taken and removed', () => {
    const step = fc.constantFrom('push', 'push', 'takeFirst', 'remove', 'takeSome', 'takeAll');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const queue = new ItemQueue<{ readonly number: number }>();
        let expected: { readonly number: number }[] = [];
        for (const [number, act] of steps.entries()) {
          if (act === 'push') {
            const item = { number };
            queue.push(item);
            expected.push(item);
          } else if (act === 'takeFirst') {
            queue.takeFirst();
            expected = expected.slice(1);
          } else if (act === 'remove') {
            const item = expected.at(-1) ?? { number };
            queue.remove(item);
            expected = expected.filter(one => one !== item);
          } else {
            const isTaken = (one: { readonly number: number }) => act === 'takeAll' || one.number % 2 === 0;
            assert.deepEqual(queue.takeAll(isTaken), expected.filter(isTaken));
            expected = expected.filter(one => !isTaken(one));
          }
          assert.deepEqual([queue.length, queue.first], [expected.length, expected[0]]);
          assert.equal(
            queue.some(one => one.number === 1),
            expected.some(one => one.number === 1),
          );
        }
      }),
    );
  });

  it('keeps no reference to taken items, whether others wait or not', async () => {
    for (const waiting of [0, 1]) {
      const queue = new ItemQueue<Uint8Array>();
      const taken = (() => {
        const item = new Uint8Array(1);
        queue.push(item);
        return new WeakRef(item);
      })();
      for (let other = 0; other < waiting; other++) queue.push(new Uint8Array(1));
      queue.takeFirst();
      // A newly created reference is kept until the turn is over.
      await new Promise(resolve => setImmediate(resolve));
      collectGarbage();
      assert.equal(taken.deref(), undefined);
      assert.equal(queue.length, waiting);
    }
  });
});
