/** The peers whose names or addresses have what is typed in them. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';

/** More aren't looked through; whoever wants another one types more of it. */
const maxListed = 100;

export interface MatchingPeers {
  readonly listed: readonly PeerSnapshot[];
  /** Those that match and aren't listed. */
  readonly more: number;
}

/** In the order of the peers. */
export function matchingPeers(
  peers: readonly PeerSnapshot[],
  typed: string,
  nameOf: (peer: PeerSnapshot) => string,
): MatchingPeers {
  const wanted = typed.trim().toLowerCase();
  const matching = peers.filter(peer => nameOf(peer).toLowerCase().includes(wanted));
  return { listed: matching.slice(0, maxListed), more: Math.max(0, matching.length - maxListed) };
}
