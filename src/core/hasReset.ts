/** Which connections can be reset. */
import { parseAddress } from './address.ts';
import type { EndpointConfig } from './endpointConfig.ts';

/** Only TCP connections: Unix domain sockets and named pipes have no reset. */
export function hasReset({ kind, address }: Pick<EndpointConfig, 'kind' | 'address'>): boolean {
  return kind !== 'udp' && parseAddress(address).path === undefined;
}
