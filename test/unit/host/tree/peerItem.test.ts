import assert from 'node:assert/strict';
import { type MarkdownString, ThemeIcon } from 'vscode';
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

  it('is marked while its message stays incomplete, with how much has arrived in the tooltip', () => {
    const since = new Date(2026, 0, 2, 14, 3, 22).getTime();
    const incomplete = { since, missing: 'content', arrived: 39, announced: 31_522 } as const;
    const endpoint = endpointSnapshot('e', 1, { peerNames: { '127.0.0.1:1': 'sensor' } });
    const item = peerItem(endpoint, { ...peer, incomplete }, 'timeOfDay');
    assert.equal(item.description, '127.0.0.1:1 · ↓ 0 B · ↑ 2.00 kB · incomplete message');
    assert.equal(item.contextValue, 'peer.stream.incomplete');
    assert.deepEqual((item.tooltip as MarkdownString).value.trimEnd().split('\n'), [
      '127.0.0.1:1',
      'incomplete message from sensor since 14:03:22: 31,522 bytes announced, 39 have arrived',
    ]);
    assert.equal(peerItem(endpoint, peer, 'timeOfDay').tooltip, undefined);
  });

  it('has an icon, as do adjacent rows: VS Code would misalign the others', () => {
    const endpoint = endpointSnapshot('e', 1);
    for (const item of [peerItem(endpoint, peer, 'timeOfDay'), closedPeersItem(endpoint), hiddenPeersItem(3)])
      assert.ok(item.iconPath instanceof ThemeIcon, `${item.label}`);
  });
});
