/** Finds peers whose names or addresses contain the typed text. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';

/** Maximum number of peers listed; the user types more to find others. */
const maxListed = 100;

export interface MatchingPeers {
  readonly listed: readonly PeerSnapshot[];
  /** Number of matching peers that aren't listed. */
  readonly more: number;
}

/** Keeps the order of the peers. */
export function matchingPeers(
  peers: readonly PeerSnapshot[],
  typed: string,
  nameOf: (peer: PeerSnapshot) => string,
): MatchingPeers {
  const wanted = typed.trim().toLowerCase();
  const matching = peers.filter(peer => nameOf(peer).toLowerCase().includes(wanted));
  return { listed: matching.slice(0, maxListed), more: Math.max(0, matching.length - maxListed) };
}
