/** Finds the peer to which a file is sent again. */
import { hostOfPeer } from '../../core/address.ts';
import { manyPeers } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Peer } from '../conversation/peer.ts';
import type { TransferContext } from './transferContext.ts';

/**
 * Returns the same peer, or the only one on the same machine or at a client's other end, so that it isn't sent to a different recipient.
 * @throws SocketError PEER_GONE if there is none, or if several could be meant.
 */
export function peerInPlaceOf(gone: { id: string; address: string }, { peers, config }: TransferContext): Peer {
  const { open } = peers;
  const same = open.find(({ id }) => id === gone.id);
  const host = hostOfPeer(gone.address);
  const alike = open.filter(({ address }) => !manyPeers(config) || hostOfPeer(address) === host);
  const exact = alike.filter(({ address }) => address === gone.address);
  const found = same ?? only(exact) ?? only(alike);
  if (!found) throw new SocketError('PEER_GONE', { address: gone.address, state: 'open', candidates: alike.length });
  return found;
}

function only(peers: readonly Peer[]): Peer | undefined {
  return peers.length === 1 ? peers[0] : undefined;
}
