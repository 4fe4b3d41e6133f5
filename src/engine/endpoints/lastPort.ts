/** The port that an endpoint with port 0 had in an earlier window. */
import { formatAddress, parseAddress } from '../../core/address.ts';
import { isStream, type KindConfig, listens } from '../../core/kinds.ts';

/**
 * Returns the address with that port; undefined if the config specifies a port, or if none was ever bound on its host. `bound` is the last
 * bound address.
 */
export function withLastPort(config: KindConfig, bound: string): string | undefined {
  const [wanted, last] = [parseAddress(config.address), parseAddress(bound)];
  const isFree = listens(config) && wanted.path === undefined && wanted.port === 0;
  if (!isFree || last.path !== undefined || last.port === 0 || last.host !== wanted.host) return undefined;
  return formatAddress({ scheme: isStream(config) ? 'tcp' : 'udp', host: wanted.host, port: last.port });
}
