import assert from 'node:assert/strict';
import { Backoff } from '../../../../src/engine/endpoints/backoff.ts';

const success = { lastedMs: 0, bytesIn: 1 };
const delays = (backoff: Backoff, count: number) => Array.from({ length: count }, () => backoff.next().delayMs);

describe('the delay before a client reconnects', () => {
  it('doubles from the shortest to the longest', () => {
    assert.deepEqual(delays(new Backoff(() => ({ minMs: 100, maxMs: 1000 })), 6), [100, 200, 400, 800, 1000, 1000]);
  });

  it('is the longest from the beginning if that is no longer than the shortest', () => {
    assert.deepEqual(delays(new Backoff(() => ({ minMs: 50, maxMs: 50 })), 2), [50, 50]);
    assert.deepEqual(delays(new Backoff(() => ({ minMs: 0, maxMs: 50 })), 3), [0, 0, 0]);
  });

  it('is valid for a timer after any number of failures', () => {
    const all = delays(new Backoff(() => ({ minMs: 1, maxMs: 2 ** 31 - 1 })), 2000);
    assert.ok(all.every(ms => Number.isInteger(ms) && ms < 2 ** 31));
    assert.equal(all.at(-1), 2 ** 30);
  });

  it('is short again after a success, with attempts counted from one', () => {
    const backoff = new Backoff(() => ({ minMs: 1, maxMs: 100 }));
    assert.deepEqual(backoff.next(), { attempt: 1, delayMs: 1 });
    assert.deepEqual(backoff.next(), { attempt: 2, delayMs: 2 });
    backoff.lost(success);
    assert.deepEqual(backoff.next(), { attempt: 1, delayMs: 1 });
  });

  it('goes on growing after a connection that was closed at once, before anything was received', () => {
    const backoff = new Backoff(() => ({ minMs: 1, maxMs: 100, attempts: 4 }));
    const attemptAfter = ([lastedMs = 0, bytesIn = 0]: readonly number[]) => {
      backoff.lost({ lastedMs, bytesIn });
      return backoff.next().attempt;
    };
    assert.deepEqual(
      [
        [0, 0],
        [99, 0],
        [100, 0],
        [0, 0],
        [0, 1],
      ].map(attemptAfter),
      [1, 2, 1, 2, 1],
    );
    assert.deepEqual(
      [
        [
          [0, 0],
          [0, 0],
          [0, 0],
        ].map(attemptAfter),
        backoff.exhausted,
      ],
      [[2, 3, 4], true],
    );
  });

  it('ends after the last attempt, or never without a limit', () => {
    const bounded = new Backoff(() => ({ minMs: 1, maxMs: 1, attempts: 2 }));
    const exhausted = [bounded.exhausted];
    for (let at = 0; at < 2; at++) {
      bounded.next();
      exhausted.push(bounded.exhausted);
    }
    assert.deepEqual(exhausted, [false, false, true]);
    bounded.lost(success);
    assert.equal(bounded.exhausted, false);
    assert.equal(new Backoff(() => ({ minMs: 1, maxMs: 1, attempts: 0 })).exhausted, true);
    const endless = new Backoff(() => ({ minMs: 1, maxMs: 1 }));
    delays(endless, 1000);
    assert.equal(endless.exhausted, false);
  });

  it('follows the current limits, and ends if there are none', () => {
    let limits: { minMs: number; maxMs: number; attempts?: number } | undefined = { minMs: 1, maxMs: 100 };
    const backoff = new Backoff(() => limits);
    backoff.next();
    limits = { minMs: 30, maxMs: 50 };
    assert.deepEqual(backoff.next(), { attempt: 2, delayMs: 50 });
    limits = { minMs: 30, maxMs: 50, attempts: 2 };
    assert.equal(backoff.exhausted, true);
    limits = undefined;
    backoff.lost(success);
    assert.equal(backoff.exhausted, true);
  });

  it('ends with the signal, before or during it', async () => {
    const backoff = new Backoff(() => ({ minMs: 1, maxMs: 1 }));
    const closing = new AbortController();
    const waiting = backoff.wait(3_600_000, closing.signal);
    closing.abort();
    await waiting;
    await backoff.wait(3_600_000, closing.signal);
    await backoff.wait(0, new AbortController().signal);
  });
});
