/** Calls of a panel's page about the peers of its endpoint. */
import { inheritedPeerName } from '../../core/inheritedPeerName.ts';
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import type { Endpoints, HostCalls } from '../endpoints/endpoints.ts';

/** Number of closed peers whose names may be carried over to a new connection. */
const consideredClosed = 1000;

interface PeerEndpoints extends Pick<Endpoints, 'find' | 'openPeers'> {
  readonly engine: Pick<HostCalls, 'peers' | 'recentPeers' | 'openPeer' | 'laterPeers' | 'renamePeer'>;
}

export function peerCalls(
  id: string,
  endpoints: PeerEndpoints,
): Pick<PanelCalls, 'peers' | 'recentPeers' | 'openPeer' | 'laterPeers' | 'carryPeerName'> {
  return {
    peers: (from, count) => endpoints.engine.peers(id, from, count),
    recentPeers: count => endpoints.engine.recentPeers(id, count),
    openPeer: peer => endpoints.engine.openPeer(id, peer),
    laterPeers: number => endpoints.engine.laterPeers(id, number),
    carryPeerName: async (before, next) => {
      const [open, closed] = await Promise.all([
        endpoints.openPeers(id),
        endpoints.engine.recentPeers(id, consideredClosed),
      ]);
      const addresses = { open: addressesOf(open), closed: addressesOf(closed) };
      const name = inheritedPeerName(endpoints.find(id).peerNames ?? {}, { before, next }, addresses);
      if (name !== undefined) await endpoints.engine.renamePeer(id, next, name);
      return name;
    },
  };
}

function addressesOf(peers: readonly { readonly address: string }[]): string[] {
  return peers.map(({ address }) => address);
}
