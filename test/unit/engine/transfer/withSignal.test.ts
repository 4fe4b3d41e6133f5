import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { withSignal } from '../../../../src/engine/transfer/withSignal.ts';

describe('a promise with a signal', () => {
  const never = new Promise<never>(() => undefined);
  const reason = new Error('enough');

  it('settles like the promise if the signal doesn’t abort', async () => {
    const { signal } = new AbortController();
    assert.equal(await withSignal(Promise.resolve(7), signal), 7);
    await assert.rejects(withSignal(Promise.reject(reason), signal), reason);
  });

  it('rejects with the signal’s reason, before or during it', async () => {
    const stopping = new AbortController();
    const waiting = withSignal(never, stopping.signal);
    stopping.abort(reason);
    await assert.rejects(waiting, reason);
    await assert.rejects(withSignal(never, stopping.signal), reason);
  });

  it('leaves no listener on the signal, however it settled', async () => {
    const { signal } = new AbortController();
    for (let times = 0; times < 20; times++) await withSignal(Promise.resolve(), signal);
    await withSignal(Promise.reject(reason), signal).catch(() => undefined);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });
});
