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

  it('is acquired once for all who need it, and released by the last', async () => {
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

  it('is not waited for any more by who is cancelled, and is by the others', async () => {
    const cancelling = new AbortController();
    const [one, other] = [shared.join(cancelling.signal), shared.join(never)];
    cancelling.abort(new Error('cancelled'));
    await assert.rejects(one, { message: 'cancelled' });
    assert.equal(acquired[0]?.signal.aborted, false);
    acquired[0]?.resolve(lane());
    await other;
    shared.leave();
    assert.equal(released, 1);
  });

  it('is given back when it comes after the last one was cancelled', async () => {
    const cancelling = new AbortController();
    const joining = shared.join(cancelling.signal);
    acquired[0]?.resolve(lane());
    cancelling.abort(new Error('cancelled'));
    await assert.rejects(joining, { message: 'cancelled' });
    await setImmediate();
    assert.equal(released, 1);
    await assert.rejects(shared.join(cancelling.signal), { message: 'cancelled' });
    assert.equal(acquired.length, 1);
  });

  it('rejects all who wait when it can’t be had', async () => {
    const joining = [shared.join(never), shared.join(never)];
    const gone = new Error('gone');
    acquired[0]?.reject(gone);
    await Promise.all(joining.map(one => assert.rejects(one, gone)));
    void shared.join(never);
    assert.equal(acquired.length, 2, 'it is asked for anew');
  });
});
