/** Resolves targets to peers. */
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import type { Peer } from '../conversation/peer.ts';
import type { PeerList } from './peerList.ts';

/**
 * Returns the peers of a stream endpoint that a target means.
 * @throws SocketError NO_PEER if there is none, TypeError for a target object that names none.
 */
export function streamTargets(peers: PeerList, target: SendTarget | undefined): Peer[] {
  if (target === undefined || target === 'all') return everybody(peers);
  const identified = identifiedPeer(peers, target);
  if (identified) return [identified];
  const address = bareAddress(peers, target.address ?? '');
  const found = peers.open.find(peer => peer.address === address);
  if (!found) throw peers.noPeer({ address: target.address ?? '' });
  return [found];
}

/**
 * Returns the peer that a target names by its id, or undefined if it names one by its address alone.
 * @throws SocketError NO_PEER if it isn't open, or has a different address than the target says; TypeError if the target has neither.
 */
export function identifiedPeer(peers: PeerList, { peer, address }: Exclude<SendTarget, 'all'>): Peer | undefined {
  if (peer === undefined && address === undefined) throw new TypeError('a target must name a peer or an address');
  if (peer === undefined) return undefined;
  const found = peers.find(peer);
  if (address !== undefined && found.address !== bareAddress(peers, address)) throw peers.noPeer({ peer, address });
  return found;
}

/** Returns an address in the form that peers have: without the scheme of their endpoint. */
function bareAddress({ endpoint }: PeerList, address: string): string {
  const isOfDatagrams = endpoint && !isStream(endpoint);
  return address.replace(isOfDatagrams ? /^udp:\/\//i : /^(?:tcp:\/\/|unix:(?:\/\/)?)/i, '');
}

/** Returns the peers that can be sent to. If all have ended, returns all: sending then fails with their own error. */
function everybody(peers: PeerList): Peer[] {
  if (peers.size === 0) throw peers.noPeer();
  const { open } = peers;
  const receptive = open.filter(({ snapshot }) => snapshot.state === 'open');
  return receptive.length > 0 ? receptive : open;
}
