import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { peerCalls } from '../../../../src/host/panel/peerCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';

const peer = (number: number): PeerSnapshot => {
  const about = { id: `p${number}`, address: `127.0.0.1:${number}`, bytesIn: 0, bytesOut: 0, connectedAt: 1 };
  return { ...about, state: 'open' };
};

describe('calls about a panel’s peers', () => {
  it('pass the followed peer’s name to the next one, unless an open peer has it', async () => {
    const renamed: unknown[] = [];
    let open = [peer(2)];
    const endpoints = fakeEndpoints([endpointSnapshot('e', 1, { peerNames: { '127.0.0.1:1': 'sensor' } })], {
      openPeers: async () => open,
      recentPeers: async () => [peer(1)],
      renamePeer: async (...given) => void renamed.push(given),
    });
    const calls = peerCalls('e', endpoints);
    assert.equal(await calls.carryPeerName('127.0.0.1:1', '127.0.0.1:2'), 'sensor');
    open = [peer(1), peer(2)];
    assert.equal(await calls.carryPeerName('127.0.0.1:1', '127.0.0.1:2'), undefined);
    assert.deepEqual(renamed, [['e', '127.0.0.1:2', 'sensor']]);
  });
});
