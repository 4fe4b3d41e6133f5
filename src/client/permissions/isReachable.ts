/** Whether other machines could reach an endpoint that isn't open yet. For an open one, see `isExposed`. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { PlatformPath } from 'node:path';
import { parseAddress } from '../../core/address.ts';
import { isConnected } from '../../core/datagramTarget.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { listens } from '../../core/kinds.ts';
import { isOnOtherMachine } from './plainPath.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * Whether an endpoint with this config would listen beyond loopback. A connected UDP socket receives only from its remote. A name can
 * resolve to another address by the time the endpoint listens, so only `localhost` is resolved, and no other name counts as loopback.
 */
export async function isReachable(
  config: EndpointConfig,
  resolve: (name: string) => Promise<readonly string[]> = addressesOf,
  paths?: PlatformPath,
): Promise<boolean> {
  if (!listens(config) || isConnected(config)) return false;
  const { host, path } = parseAddress(config.address);
  // Other machines can't connect to a Unix domain socket.
  if (path !== undefined) return isOnOtherMachine(path, paths);
  if (!isLocalhost(host)) return !isLoopbackAddress(host);
  const addresses = await resolve(host).catch(() => [] /* it may mean anything */);
  return addresses.length === 0 || !addresses.every(isLoopbackAddress);
}

/** Whether this is the name that every system resolves to loopback, unless it was configured otherwise. */
export function isLocalhost(host: string): boolean {
  return /^localhost\.?$/i.test(host);
}

/** Whether this is a loopback address in any spelling: `127.8.0.1`, `0:0::1`, `::1%lo`, `::ffff:127.0.0.1`. */
export function isLoopbackAddress(host: string): boolean {
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

async function addressesOf(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
