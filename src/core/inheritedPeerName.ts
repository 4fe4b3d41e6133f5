/** Names that a returning peer can take over: a restarted program has another port, and so another address. */
import { hostOfPeer } from './address.ts';
import type { PeerNames } from './endpointSnapshot.ts';

/** Addresses of an endpoint's peers. */
export interface PeerAddresses {
  readonly open: readonly string[];
  /** Addresses of peers that closed recently. */
  readonly closed: readonly string[];
}

/** Returns the names that no open peer has, the most recent first. */
export function unusedPeerNames(names: PeerNames, open: readonly string[]): string[] {
  const taken = new Set(open.map(address => names[address]));
  return [...new Set(Object.values(names).reverse())].filter(name => !taken.has(name));
}

/**
 * Returns the name that a peer takes over from its predecessor `before`, whose connection closed. It does so only if it
 * has no name of its own and comes from the same host, no open peer has the name, and no other named peer of that host
 * has closed recently, since the returning peer could be that one. So no two open peers get the same name, and no peer
 * gets a name that may belong to another.
 */
export function inheritedPeerName(
  names: PeerNames,
  { before, next }: { readonly before: string; readonly next: string },
  { open, closed }: PeerAddresses,
): string | undefined {
  const name = names[before];
  const host = hostOfPeer(before);
  if (name === undefined || names[next] !== undefined || hostOfPeer(next) !== host) return undefined;
  const free = new Set(unusedPeerNames(names, open));
  const candidates = new Set(
    [before, ...closed].filter(address => hostOfPeer(address) === host).map(one => names[one]),
  );
  const others = [...candidates].filter(other => other !== undefined && other !== name && free.has(other));
  return free.has(name) && others.length === 0 ? name : undefined;
}
