/** Sending to the peers of a stream endpoint. */
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Peer } from './peer.ts';
import type { PeerList } from './peerList.ts';

/** The peers that a target means. @throws SocketError NO_PEER when it is nobody. */
export function streamTargets(peers: PeerList, target: SendTarget | undefined): Peer[] {
  if (target === undefined || target === 'all') return everybody(peers);
  if (target.peer !== undefined) return [peers.find(target.peer)];
  if (target.address === undefined) return everybody(peers);
  const found = peers.open.find(peer => peer.address === target.address);
  if (!found) throw new SocketError('NO_PEER', { address: target.address });
  return [found];
}

/** Sends to each; rejects when one fails, after all have settled. */
export async function sendToEach(peers: readonly Peer[], data: Uint8Array, isText?: boolean): Promise<void> {
  const results = await Promise.allSettled(peers.map(peer => peer.send(data, isText)));
  const failed = results.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function everybody(peers: PeerList): Peer[] {
  if (peers.size === 0) throw new SocketError('NO_PEER');
  return peers.open;
}
