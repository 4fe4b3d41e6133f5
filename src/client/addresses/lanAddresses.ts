/** Addresses at which other machines reach an endpoint that is bound to all interfaces. */
import { networkInterfaces } from 'node:os';
import { formatAddress, isWildcard, parseAddress } from '../../core/address.ts';

/** Returns `tcp://192.168.1.20:9000` for each address of this machine; the address itself unless it is a wildcard. */
export function lanAddresses(address: string): string[] {
  const parsed = parseAddress(address);
  if (!isWildcard(parsed.host)) return [address];
  const both = parsed.host.includes(':');
  return Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ internal, family, scopeid }) => !internal && (both || family === 'IPv4') && !scopeid)
    .map(({ address: host }) => formatAddress({ ...parsed, host }));
}
