/** The names that the user gives peers of an endpoint. */
import type { PeerNames } from '../../core/endpointSnapshot.ts';
import { maxPeerNames, maxPeerNameUnits } from '../../core/limits.ts';

/** The names with another one for this address, on one line; without it where it is empty. Those named first go where there are too many. */
export function renamed(names: PeerNames, address: string, name: string): PeerNames {
  const others = Object.entries(names).filter(([named]) => named !== address);
  const line = name.replace(/\s+/g, ' ').trim().slice(0, maxPeerNameUnits).toWellFormed().trim();
  if (line !== '') others.push([address, line]);
  return Object.fromEntries(others.slice(-maxPeerNames));
}
