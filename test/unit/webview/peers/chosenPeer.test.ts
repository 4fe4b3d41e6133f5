import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { chosenPeer, findChosen } from '../../../../webview/peers/chosenPeer.ts';

const p1: PeerSnapshot = { id: 'p1', address: 'a:1', state: 'open', bytesIn: 1, bytesOut: 2, connectedAt: 1000 };

describe('a chosen peer', () => {
  it('is stored without its changing state', () => {
    assert.deepEqual(chosenPeer(p1), { id: 'p1', address: 'a:1', connectedAt: 1000 });
  });

  it('is found in its current state', () => {
    const now = { ...p1, bytesIn: 9, state: 'ending' } as const;
    assert.equal(findChosen(chosenPeer(p1), [{ ...p1, id: 'p2' }, now]), now);
  });

  it('isn’t confused with another of the same id, address or time', () => {
    for (const other of [
      { ...p1, id: 'p2' },
      { ...p1, address: 'a:2' },
      { ...p1, connectedAt: 2000 },
    ])
      assert.equal(findChosen(chosenPeer(p1), [other]), undefined);
    assert.equal(findChosen(chosenPeer(p1), []), undefined);
  });
});
