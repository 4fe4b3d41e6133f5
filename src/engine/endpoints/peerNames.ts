/** Names that the user gave to peers of an endpoint. */
import type { PeerNames } from '../../core/endpointSnapshot.ts';
import { maxPeerNames, maxPeerNameUnits } from '../../core/limits.ts';

/**
 * Returns the names with `address` renamed; an empty name removes it. Line breaks become spaces, and the oldest names are dropped beyond
 * the limit.
 */
export function renamed(names: PeerNames, address: string, name: string): PeerNames {
  const others = Object.entries(names).filter(([named]) => named !== address);
  const line = name.replace(/\s+/g, ' ').trim().slice(0, maxPeerNameUnits).toWellFormed().trim();
  if (line !== '') others.push([address, line]);
  return Object.fromEntries(others.slice(-maxPeerNames));
}
