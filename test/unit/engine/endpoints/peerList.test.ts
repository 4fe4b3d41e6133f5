import assert from 'node:assert/strict';
import type { Peer } from '../../../../src/engine/conversation/peer.ts';
import { PeerList } from '../../../../src/engine/endpoints/peerList.ts';

describe('an endpoint’s peers', () => {
  let peers: PeerList;

  beforeEach(() => {
    peers = new PeerList();
  });

  const add = (address = '10.0.0.1:1') => {
    const about = peers.identify(address);
    const peer = { ...about, snapshot: { id: about.id, address } } as Peer;
    peers.add(peer);
    return peer;
  };
  const ids = (from = 0, count = 1000) => peers.snapshots(from, count).map(({ id }) => id);

  it('have numbers that were never used, even by an earlier window', () => {
    assert.deepEqual(peers.identify('a'), { number: 1, id: 'p1', address: 'a' });
    peers.identifyAfter(7);
    peers.identifyAfter(3);
    assert.deepEqual(peers.identify('a', { isShared: true }), { number: 8, id: 'p8', address: 'a #8' });
  });

  it('are found after a number: the first open one, and the last', () => {
    const [one, two, three, four] = [add(), add(), add(), add()];
    const later = (number: number) => peers.later(number).map(({ id }) => id);
    peers.touch(one);
    peers.close(two);
    assert.deepEqual(
      [later(0), later(1), later(2)],
      [
        ['p1', 'p4'],
        ['p3', 'p4'],
        ['p3', 'p4'],
      ],
    );
    assert.deepEqual([later(3), later(4)], [['p4'], []]);
    peers.touch(three);
    peers.close(four);
    assert.deepEqual(later(1), ['p3']);
  });

  it('are listed by age, followed by closed ones, the last to close first', () => {
    const [one, two, three] = [add(), add(), add()];
    assert.equal(peers.size, 3);
    peers.close(one);
    peers.close(three);
    assert.deepEqual([ids(), peers.open], [['p2', 'p3', 'p1'], [two]]);
  });

  it('are paged across the boundary between open and closed', () => {
    const all = [add(), add(), add(), add()];
    peers.close(all[1] as Peer);
    peers.close(all[2] as Peer);
    assert.deepEqual(ids(), ['p1', 'p4', 'p3', 'p2']);
    assert.deepEqual([ids(0, 0), ids(1, 2), ids(2, 1), ids(3, 5), ids(4, 1)], [[], ['p4', 'p3'], ['p3'], ['p2'], []]);
  });

  it('are no longer listed after a hundred others have closed, and forgotten after a thousand', () => {
    for (let at = 0; at < 1001; at++) peers.close(add());
    assert.deepEqual([ids().length, ids().at(-1)], [100, 'p902']);
    assert.deepEqual([ids(99, 5).length, ids(100, 5).length], [1, 0]);
    const recent = peers.recent(5000, () => true);
    assert.deepEqual([recent.length, recent[0]?.id, recent.at(-1)?.id], [1000, 'p1001', 'p2']);
  });

  it('can be queried after closing, the latest first, as far as they are stored elsewhere', () => {
    const [one, two, three] = [add(), add(), add()];
    for (const peer of [two, one, three]) peers.close(peer);
    assert.deepEqual(
      peers.recent(9, number => number !== 1).map(({ id, closedAt }) => [id, typeof closedAt]),
      [
        ['p3', 'number'],
        ['p2', 'number'],
      ],
    );
    assert.equal(peers.recent(1, () => true).length, 1);
  });

  it('are followed by those of an earlier window', () => {
    const earlier = { number: 7, id: 'p7', address: 'a:7', bytesIn: 1, bytesOut: 2, firstMs: 3, lastMs: 4 };
    peers.identifyAfter(7);
    peers.close(add());
    peers.restore([earlier]);
    assert.deepEqual(
      peers.recent(9, () => true).map(({ id }) => id),
      ['p8', 'p7'],
    );
    const restored = {
      id: 'p7',
      address: 'a:7',
      state: 'closed',
      bytesIn: 1,
      bytesOut: 2,
      connectedAt: 3,
      closedAt: 4,
    };
    assert.deepEqual(peers.recent(9, () => true)[1], restored);
    assert.throws(() => peers.find('p7'), { code: 'NO_PEER', params: { peer: 'p7', address: 'a:7' } });
  });

  it('close at the given time, or now', () => {
    const before = Date.now();
    peers.close(add(), 5);
    peers.close(add());
    const [now, given] = peers.recent(2, () => true).map(({ closedAt = 0 }) => closedAt);
    assert.ok(now !== undefined && now >= before);
    assert.equal(given, 5);
  });

  it('close once', () => {
    const peer = add();
    peers.close(peer);
    peers.close(peer);
    assert.deepEqual(ids(), ['p1']);
  });

  it('have an oldest: the one that has been silent the longest', () => {
    assert.equal(peers.oldest, undefined);
    const [one, two, three] = [add(), add(), add()];
    peers.touch(one);
    assert.equal(peers.oldest, two);
    peers.touch(two);
    peers.touch(two);
    assert.equal(peers.oldest, three);
    peers.touch(one);
    assert.deepEqual(peers.open, [three, two, one]);
  });

  it('are found while open; a closed one is reported by address', () => {
    const peer = add('10.0.0.1:7');
    assert.equal(peers.find('p1'), peer);
    assert.ok(peers.openSnapshot('p1'));
    peers.close(peer);
    peers.endpoint = { kind: 'tcp-server', address: ':0' };
    assert.throws(() => peers.find('p1'), {
      code: 'NO_PEER',
      params: { kind: 'tcp-server', peer: 'p1', address: '10.0.0.1:7' },
    });
    assert.throws(() => peers.find('p9'), { code: 'NO_PEER', params: { kind: 'tcp-server', peer: 'p9' } });
    assert.equal(peers.openSnapshot('p1'), undefined);
  });

  it('are all meant if none is named, which is an error if there are none', () => {
    assert.throws(() => peers.oneOrAll(undefined), { code: 'NO_PEER', params: {} });
    const [one, two] = [add(), add()];
    assert.deepEqual(peers.oneOrAll(undefined), [one, two]);
    assert.deepEqual(peers.oneOrAll('p2'), [two]);
    assert.throws(() => peers.oneOrAll('p3'), { code: 'NO_PEER' });
  });
});
