import assert from 'node:assert/strict';
import { StoredPeers } from '../../../../src/engine/transcript/storedPeers.ts';
import { otherPeer, peer } from '../../../support/transcripts.ts';

describe('the peers of a stored transcript', () => {
  it('have what each carried, the times of their first and last entries, and totals', () => {
    const stored = new StoredPeers();
    stored.entry({ kind: 'event', time: 1, length: 90 }, undefined);
    stored.entry({ kind: 'event', time: 2, length: 90 }, peer);
    stored.entry({ kind: 'in', time: 3, length: 5 }, peer);
    stored.entry({ kind: 'out', time: 4, length: 7 }, otherPeer);
    stored.entry({ kind: 'in', time: 5, length: 1 }, peer);
    const one = { ...peer, bytesIn: 6, bytesOut: 0, firstMs: 2, lastMs: 5 };
    const other = { ...otherPeer, bytesIn: 0, bytesOut: 7, firstMs: 4, lastMs: 4 };
    assert.deepEqual(stored.latest(9), [one, other]);
    assert.deepEqual(stored.latest(1), [one]);
    assert.deepEqual(stored.traffic, { bytesIn: 6, bytesOut: 7, framesIn: 2, framesOut: 1 });
  });
});
