import assert from 'node:assert/strict';
import { TranscriptPeers } from '../../../../src/engine/transcript/transcriptPeers.ts';
import { otherPeer, peer } from '../../../support/transcripts.ts';

describe('the peers of a transcript', () => {
  let peers: TranscriptPeers;

  beforeEach(() => {
    peers = new TranscriptPeers();
  });

  it('are known by their numbers, without what hangs on the connection', () => {
    const connection = { ...peer, socket: {} };
    peers.seen(connection, 0);
    assert.deepEqual(peers.find(1), peer);
    assert.equal(peers.find(2), undefined);
  });

  it('stay while an entry of theirs is left, and go with it', () => {
    peers.seen(peer, 0);
    peers.seen(otherPeer, 1);
    peers.seen(peer, 5);
    peers.dropBefore(5);
    assert.deepEqual([peers.find(1), peers.find(2)], [peer, undefined]);
    assert.deepEqual([peers.lastSeq(1), peers.lastSeq(2)], [5, undefined]);
    peers.dropBefore(6);
    assert.equal(peers.find(1), undefined);
  });

  it('are all forgotten when the transcript is cleared, but for their highest number', () => {
    peers.seen(otherPeer, 5);
    peers.clear();
    assert.deepEqual([peers.find(2), peers.lastNumber], [undefined, 2]);
  });

  it('leave their highest number behind when they go, so that it isn’t given twice', () => {
    assert.equal(peers.lastNumber, 0);
    peers.seen(otherPeer, 0);
    peers.seen(peer, 1);
    peers.dropBefore(10);
    assert.equal(peers.lastNumber, 2);
  });
});
