/** Detects addresses that a UDP socket can't send to: asking the user about them would be pointless. */
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { isWildcard, parseAddress } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { isStream } from '../../core/kinds.ts';
import { isLoopbackAddress } from './isReachable.ts';

/** Destinations of more than one machine, which depend on the socket's options. */
const groups = new BlockList();
groups.addSubnet('224.0.0.0', 4);
groups.addAddress('255.255.255.255');
groups.addSubnet('ff00::', 8, 'ipv6');

/**
 * Whether the socket is bound to loopback, and the address is another machine's. Only numeric addresses count: a name
 * may stand for any address, and resolving it would already send something.
 */
export function isOutOfReach(config: EndpointConfig, target: string, own = ownAddresses()): boolean {
  if (isStream(config) || !isLoopbackAddress(parseAddress(config.address).host)) return false;
  const { host } = parseAddress(target);
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(host) === 0 || isWildcard(host)) return false;
  return !isLoopbackAddress(host) && ![groups, listOf(own)].some(list => list.check(host, family));
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
}

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const address of addresses) list.addAddress(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return list;
}
