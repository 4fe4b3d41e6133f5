import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Outbox } from '../../../../src/engine/conversation/outbox.ts';
import { fewMessages } from '../../../../src/engine/turns/turnBudget.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { frameOf, SlowKernel } from './slowKernel.ts';

describe('an outbox with thousands of answers', () => {
  let kernel: SlowKernel;
  let outbox: Outbox;
  const texts = Array.from({ length: 5000 }, (_, at) => String(at));

  beforeEach(() => {
    kernel = new SlowKernel();
    outbox = new Outbox(kernel, 1_000_000);
  });
  afterEach(() => mock.restoreAll());

  const sendAll = (delayMs = 0) => texts.map(text => outbox.send(frameOf(text, { rule: 0 }), delayMs));
  /** Counts the writes in each turn that has any. */
  const countTurns = () => {
    const counts: number[] = [];
    let isSameTurn = false;
    const { write } = kernel;
    kernel.write = (...args) => {
      if (!isSameTurn) {
        isSameTurn = true;
        counts.push(0);
        void setImmediate().then(() => {
          isSameTurn = false;
        });
      }
      counts.push((counts.pop() ?? 0) + 1);
      write.apply(kernel, args);
    };
    return counts;
  };

  it('that are due passes them on in turns, in order, and requested sends after them', async () => {
    shortTurns(100);
    kernel.isFast = true;
    const counts = countTurns();
    const sends = sendAll(1);
    await sends[0];
    const behind = outbox.send(frameOf('behind'));
    await Promise.all([...sends, behind]);
    assert.deepEqual(kernel.written, [...texts, 'behind']);
    assert.ok(Math.max(...counts) <= 200, `${counts} were written`);
  });

  it('that waited for a lane passes them on in turns, and none while the next lane is held', async () => {
    kernel.isFast = true;
    const lane = await outbox.lane(new AbortController().signal);
    const sends = sendAll();
    const next = outbox.lane(new AbortController().signal);
    const last = outbox.send(frameOf('last', { rule: 0 }));
    await setImmediate();
    const counts = countTurns();
    shortTurns(100);
    lane.release();
    const held = await next;
    assert.deepEqual(kernel.written, texts);
    assert.ok(Math.max(...counts) <= 200, `${counts} were written`);
    await setImmediate();
    assert.deepEqual(kernel.written, texts);
    held.release();
    await Promise.all([...sends, last]);
    assert.deepEqual(kernel.written, [...texts, 'last']);
  });

  for (const how of ['fail', 'stop'] as const)
    it(`rejects all of them, in several turns: ${how}`, async () => {
      let rejected = 0;
      const lane = await outbox.lane(new AbortController().signal);
      const sends = sendAll().map(send => send.catch(() => rejected++));
      const over = new Error('over');
      if (how === 'stop') outbox.stop(over);
      else outbox.fail(() => over);
      // After all microtasks.
      await new Promise(resolve => queueMicrotask(() => process.nextTick(resolve)));
      assert.ok(rejected > 0 && rejected < texts.length, `${rejected} were rejected at once`);
      await Promise.all(sends);
      assert.equal(rejected, texts.length);
      lane.release();
      assert.deepEqual(kernel.written, []);
    });

  it('passes a few on at once, however much other work used this turn', () => {
    shortTurns(0);
    kernel.isFast = true;
    void outbox.send(frameOf('asked'));
    void outbox.send(frameOf('answered', 'echo'));
    assert.deepEqual(kernel.written, ['asked', 'answered']);
  });
});

describe('many outboxes with one message each', () => {
  afterEach(() => mock.restoreAll());

  it('pass on a few in an exhausted turn, and the others in later ones, in request order', async () => {
    shortTurns(0);
    const kernel = new SlowKernel();
    kernel.isFast = true;
    const texts = Array.from({ length: 2 * fewMessages + 1 }, (_, at) => String(at));
    const sends = texts.map(text => new Outbox(kernel, 1000).send(frameOf(text)));
    assert.deepEqual(kernel.written, texts.slice(0, fewMessages));
    await Promise.all(sends);
    assert.deepEqual(kernel.written, texts);
  });
});
