import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { withSignal } from '../../../../src/engine/transfer/withSignal.ts';

describe('a promise with a signal', () => {
  const never = new Promise<never>(() => undefined);
  const reason = new Error('enough');

  it('is as the promise, where the signal doesn’t come', async () => {
    const { signal } = new AbortController();
    assert.equal(await withSignal(Promise.resolve(7), signal), 7);
    await assert.rejects(withSignal(Promise.reject(reason), signal), reason);
  });

  it('ends with the signal’s reason, before or during it', async () => {
    const stopping = new AbortController();
    const waiting = withSignal(never, stopping.signal);
    stopping.abort(reason);
    await assert.rejects(waiting, reason);
    await assert.rejects(withSignal(never, stopping.signal), reason);
  });

  it('leaves nothing on the signal, however it ended', async () => {
    const { signal } = new AbortController();
    for (let times = 0; times < 20; times++) await withSignal(Promise.resolve(), signal);
    await withSignal(Promise.reject(reason), signal).catch(() => undefined);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });
});
