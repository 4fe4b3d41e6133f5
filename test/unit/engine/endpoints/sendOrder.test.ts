import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { SendOrder } from '../../../../src/engine/endpoints/sendOrder.ts';
import { shortTurns } from '../../../support/shortTurns.ts';

describe('the order of sends', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  let order: SendOrder;
  let sent: string[];
  let states: PeerSnapshot['state'][];

  beforeEach(() => {
    order = new SendOrder();
    sent = [];
    states = ['open', 'open', 'open', 'open', 'open'];
  });
  afterEach(() => mock.restoreAll());

  const peer = (at: number, failure?: Error) => ({
    get snapshot() {
      return { state: states[at], address: `peer ${at}` } as PeerSnapshot;
    },
    send: async (data: Uint8Array) => {
      sent.push(`${new TextDecoder().decode(data)}${at}`);
      if (failure) throw failure;
    },
  });
  const five = [0, 1, 2, 3, 4].map(at => peer(at));

  it('to many peers takes as many turns as needed', async () => {
    shortTurns(2);
    const over = order.send(five, bytes('a'));
    assert.deepEqual(sent, ['a0', 'a1']);
    await nextTurn();
    assert.deepEqual(sent, ['a0', 'a1', 'a2', 'a3']);
    await over;
    assert.deepEqual(sent, ['a0', 'a1', 'a2', 'a3', 'a4']);
    assert.equal(order.isQueueing, false);
  });

  it('to one peer is immediate', async () => {
    shortTurns(0);
    const over = order.send([peer(0)], bytes('a'));
    assert.deepEqual(sent, ['a0']);
    await over;
  });

  it('is the order of the calls, for each peer', async () => {
    shortTurns(2);
    const all = [order.send(five, bytes('a')), order.send([peer(4)], bytes('b')), order.send(five, bytes('c'))];
    // A send requested just after one of them was queued comes last.
    const last = order.whenQueued.then(() => order.send([peer(4)], bytes('d')));
    await Promise.all([...all, last]);
    assert.deepEqual(
      sent.filter(one => one.endsWith('4')),
      ['a4', 'b4', 'c4', 'd4'],
    );
    assert.equal(sent.length, 12);
  });

  it('lets callers wait until everything is queued', async () => {
    shortTurns(2);
    const over = order.send(five, bytes('a'));
    await order.whenQueued;
    assert.equal(sent.length, 5);
    await over;
  });

  it('rejects if one send fails, after all have been attempted', async () => {
    shortTurns(2);
    const failing = [peer(0), peer(1, new Error('no')), peer(2), peer(3, new Error('later')), peer(4)];
    await assert.rejects(order.send(failing, bytes('a')), { message: 'no' });
    assert.equal(sent.length, 5);
    await order.send(five, bytes('b'));
    assert.equal(sent.length, 10);
  });

  it('reports a peer that left meanwhile as interrupted', async () => {
    shortTurns(2);
    const over = order.send(five, bytes('a'));
    states[4] = 'closed';
    await assert.rejects(over, { code: 'SEND_INTERRUPTED', params: { address: 'peer 4' } });
    assert.deepEqual(sent, ['a0', 'a1', 'a2', 'a3']);
    await order.send([peer(4)], bytes('b'));
    assert.equal(sent.at(-1), 'b4', 'it fails with its own error');
  });
});
