import assert from 'node:assert/strict';
import { ThemeIcon } from 'vscode';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { closedPeersItem, hiddenPeersItem, peerItem } from '../../../../src/host/tree/peerItem.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('a peer in the tree', () => {
  const peer = { id: 'p1', address: '127.0.0.1:1', state: 'open', bytesIn: 0, bytesOut: 2000 } as PeerSnapshot;

  it('shows its name, followed by the address', () => {
    const named = endpointSnapshot('e', 1, { peerNames: { '127.0.0.1:1': 'sensor' } });
    const { label, description } = peerItem(named, peer, 'timeOfDay');
    assert.deepEqual([label, description], ['sensor', '127.0.0.1:1 · ↓ 0 B · ↑ 2.00 kB']);
  });

  it('has a menu in every state, as do the lists of others', () => {
    const endpoint = endpointSnapshot('e', 1);
    const items = [
      peerItem(endpoint, peer, 'timeOfDay'),
      peerItem(endpoint, { ...peer, state: 'closed' }, 'timeOfDay'),
      closedPeersItem(endpoint),
      hiddenPeersItem(3),
    ];
    assert.deepEqual(
      items.map(({ contextValue }) => contextValue),
      ['peer.stream', 'closedPeer.stream', 'list.closedPeers', 'list.morePeers'],
    );
  });

  it('has an icon, as do adjacent rows: VS Code would misalign the others', () => {
    const endpoint = endpointSnapshot('e', 1);
    for (const item of [peerItem(endpoint, peer, 'timeOfDay'), closedPeersItem(endpoint), hiddenPeersItem(3)])
      assert.ok(item.iconPath instanceof ThemeIcon, `${item.label}`);
  });
});
