/** Names that a returning peer can take over: a program that is run again has another port, and therefore another address. */
import { hostOfPeer } from './address.ts';
import type { PeerNames } from './endpointSnapshot.ts';

/** Addresses of an endpoint's peers. */
export interface PeerAddresses {
  readonly open: readonly string[];
  /** Those that have closed recently. */
  readonly closed: readonly string[];
}

/** Returns the names that no open peer has, starting with the one given last. */
export function freeNames(names: PeerNames, open: readonly string[]): string[] {
  const taken = new Set(open.map(address => names[address]));
  return [...new Set(Object.values(names).reverse())].filter(name => !taken.has(name));
}

/**
 * Returns the name that a peer takes over from its predecessor, which was followed until it closed. It does so only if it has no name of
 * its own and comes from the same host, no open peer has the name, and no other named peer of that host has closed recently: that might be
 * the one that has returned. This way no two open peers get the same name, and none gets a name that may belong to another.
 */
export function carriedName(
  names: PeerNames,
  { before, next }: { readonly before: string; readonly next: string },
  { open, closed }: PeerAddresses,
): string | undefined {
  const name = names[before];
  const host = hostOfPeer(before);
  if (name === undefined || names[next] !== undefined || hostOfPeer(next) !== host) return undefined;
  const free = new Set(freeNames(names, open));
  const candidates = new Set(
    [before, ...closed].filter(address => hostOfPeer(address) === host).map(one => names[one]),
  );
  const others = [...candidates].filter(other => other !== undefined && other !== name && free.has(other));
  return free.has(name) && others.length === 0 ? name : undefined;
}
