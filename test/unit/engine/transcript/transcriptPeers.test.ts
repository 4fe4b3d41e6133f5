import assert from 'node:assert/strict';
import { TranscriptPeers } from '../../../../src/engine/transcript/transcriptPeers.ts';
import { otherPeer, peer } from '../../../support/transcripts.ts';

describe('a transcript’s peers', () => {
  let peers: TranscriptPeers;

  beforeEach(() => {
    peers = new TranscriptPeers();
  });

  it('are known by number, without connection state', () => {
    const connection = { ...peer, socket: {} };
    peers.seen(connection, 0);
    assert.deepEqual(peers.find(1), peer);
    assert.equal(peers.find(2), undefined);
  });

  it('stay while they have entries, and are dropped with the last', () => {
    peers.seen(peer, 0);
    peers.seen(otherPeer, 1);
    peers.seen(peer, 5);
    peers.dropBefore(5);
    assert.deepEqual([peers.find(1), peers.find(2)], [peer, undefined]);
    assert.deepEqual([peers.lastSeq(1), peers.lastSeq(2)], [5, undefined]);
    peers.dropBefore(6);
    assert.equal(peers.find(1), undefined);
  });

  it('are known by id if their names are lost, until they are named', () => {
    peers.seen(peers.findOrNumber(1), 0);
    assert.deepEqual(peers.find(1), { number: 1, id: 'p1', address: 'p1' });
    peers.named(peer);
    assert.deepEqual([peers.findOrNumber(1), peers.lastSeq(1)], [peer, 0]);
    peers.named({ ...peer, address: 'another' });
    assert.deepEqual(peers.find(1), peer);
  });

  it('have their first and last entries known, and none if they are only named', () => {
    peers.named(peer);
    assert.deepEqual([peers.find(1), peers.lastSeq(1), peers.firstSeqOf(['p1'])], [peer, undefined, undefined]);
    peers.seen(otherPeer, 3);
    peers.seen(peer, 4);
    peers.named(peer);
    peers.seen(peer, 7);
    assert.deepEqual([peers.lastSeq(1), peers.firstSeqOf(['p1'])], [7, 4]);
    assert.deepEqual([peers.firstSeqOf(['p1', 'p2']), peers.firstSeqOf(['p9'])], [3, undefined]);
    peers.dropBefore(5);
    assert.deepEqual([peers.firstSeqOf(['p2']), peers.firstSeqOf(['p1'])], [undefined, 4]);
  });

  it('don’t include the endpoint’s own entries, which are found separately', () => {
    for (const seq of [0, 5, 9]) peers.own(seq);
    assert.deepEqual(
      [0, 1, 5, 6, 9, 10].map(from => peers.ownFrom(from)),
      [0, 5, 5, 9, 9, undefined],
    );
  });

  it('leave their highest number behind when dropped, so that it isn’t reused', () => {
    assert.equal(peers.lastNumber, 0);
    peers.seen(otherPeer, 0);
    peers.seen(peer, 1);
    peers.dropBefore(10);
    assert.equal(peers.lastNumber, 2);
  });
});
