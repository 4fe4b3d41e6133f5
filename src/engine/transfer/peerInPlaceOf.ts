/** Whom a file is sent again to. */
import { hostOfPeer } from '../../core/address.ts';
import { SocketError } from '../../core/socketError.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Peer } from '../endpoints/peer.ts';

/**
 * The same peer, else the only one that is on the same machine, or on a client's other end: somebody else is not to get it.
 * @throws SocketError PEER_GONE when nobody or several can be meant.
 */
export function peerInPlaceOf(gone: { id: string; address: string }, { peers, config }: EndpointContext): Peer {
  const { open } = peers;
  const same = open.find(({ id }) => id === gone.id);
  const host = hostOfPeer(gone.address);
  const alike = open.filter(({ address }) => config.kind === 'tcp-client' || hostOfPeer(address) === host);
  const exact = alike.filter(({ address }) => address === gone.address);
  const found = same ?? only(exact) ?? only(alike);
  if (!found) throw new SocketError('PEER_GONE', { address: gone.address, state: 'open', candidates: alike.length });
  return found;
}

function only(peers: readonly Peer[]): Peer | undefined {
  return peers.length === 1 ? peers[0] : undefined;
}
