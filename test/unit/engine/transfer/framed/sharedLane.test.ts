import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Lane } from '../../../../../src/engine/conversation/lane.ts';
import { SharedLane } from '../../../../../src/engine/transfer/framed/sharedLane.ts';
import { neverFails } from '../../../../support/neverFails.ts';

describe('a shared lane', () => {
  const never = new AbortController().signal;
  let acquired: (PromiseWithResolvers<Lane> & { signal: AbortSignal })[];
  let released: number;
  let shared: SharedLane;

  beforeEach(() => {
    acquired = [];
    released = 0;
    const acquire = (signal: AbortSignal) => {
      const one = Promise.withResolvers<Lane>();
      acquired.push({ ...one, signal });
      signal.addEventListener('abort', () => one.reject(signal.reason));
      return one.promise;
    };
    shared = new SharedLane(acquire, neverFails);
  });

  const lane = (): Lane => ({ write: async () => undefined, release: () => void released++ });

  it('is acquired once for everyone who needs it, and released by the last', async () => {
    const joining = [shared.join(never), shared.join(never)];
    assert.equal(acquired.length, 1);
    const held = lane();
    acquired[0]?.resolve(held);
    await Promise.all(joining);
    assert.equal(shared.held, held);
    shared.leave();
    assert.equal(released, 0);
    shared.leave();
    assert.equal(released, 1);
    assert.throws(() => shared.held);
    void shared.join(never);
    assert.equal(acquired.length, 2);
  });

  it('is no longer waited for by a canceled transfer, but still by the others', async () => {
    const canceling = new AbortController();
    const [one, other] = [shared.join(canceling.signal), shared.join(never)];
    canceling.abort(new Error('cancelled'));
    await assert.rejects(one, { message: 'cancelled' });
    assert.equal(acquired[0]?.signal.aborted, false);
    acquired[0]?.resolve(lane());
    await other;
    shared.leave();
    assert.equal(released, 1);
  });

  it('is returned if it is acquired after the last one was canceled', async () => {
    const canceling = new AbortController();
    const joining = shared.join(canceling.signal);
    acquired[0]?.resolve(lane());
    canceling.abort(new Error('cancelled'));
    await assert.rejects(joining, { message: 'cancelled' });
    await setImmediate();
    assert.equal(released, 1);
    await assert.rejects(shared.join(canceling.signal), { message: 'cancelled' });
    assert.equal(acquired.length, 1);
  });

  it('rejects everyone who waits if it can’t be acquired', async () => {
    const joining = [shared.join(never), shared.join(never)];
    const gone = new Error('gone');
    acquired[0]?.reject(gone);
    await Promise.all(joining.map(one => assert.rejects(one, gone)));
    void shared.join(never);
    assert.equal(acquired.length, 2, 'it is requested again');
  });
});
