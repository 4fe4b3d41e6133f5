/** Sending to the peers of a stream endpoint. */
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Peer } from './peer.ts';
import type { PeerList } from './peerList.ts';

/** The peers that a target means. @throws SocketError NO_PEER when there is none. */
export function streamTargets(peers: PeerList, target: SendTarget | undefined): Peer[] {
  if (target === undefined || target === 'all') return everybody(peers);
  if (target.peer !== undefined) return [peers.find(target.peer)];
  if (target.address === undefined) return everybody(peers);
  const address = target.address.replace(/^(?:tcp:\/\/|unix:(?:\/\/)?)/i, '');
  const found = peers.open.find(peer => peer.address === address);
  if (!found) throw new SocketError('NO_PEER', { address: target.address });
  return [found];
}

/** Sends to each; rejects when one fails, after all have settled. */
export async function sendToEach(peers: readonly Peer[], data: Uint8Array): Promise<void> {
  const results = await Promise.allSettled(peers.map(peer => peer.send(data)));
  const failed = results.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Those that can be sent to. If all have ended, they are returned anyway: what is sent then fails with their own error. */
function everybody(peers: PeerList): Peer[] {
  if (peers.size === 0) throw new SocketError('NO_PEER');
  const { open } = peers;
  const receptive = open.filter(({ snapshot }) => snapshot.state === 'open');
  return receptive.length > 0 ? receptive : open;
}
