/** The peers whose addresses or names have what is typed in them. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';

/** More aren't looked through; whoever wants another one types more of it. */
const maxListed = 100;

export interface MatchingPeers {
  readonly listed: readonly PeerSnapshot[];
  /** Those that match and aren't listed. */
  readonly more: number;
}

/** In the order of the peers. `textOf` says what stands in the list for an address. */
export function matchingPeers(
  peers: readonly PeerSnapshot[],
  typed: string,
  textOf: (address: string) => string = address => address,
): MatchingPeers {
  const wanted = typed.trim().toLowerCase();
  const matching = peers.filter(({ address }) => textOf(address).toLowerCase().includes(wanted));
  return { listed: matching.slice(0, maxListed), more: Math.max(0, matching.length - maxListed) };
}
