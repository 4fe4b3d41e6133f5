/** Finds an address for a copy. */
import { nextFreePort } from '../../client/addresses/freePort.ts';
import { parseAddress } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { isStream, listens } from '../../core/kinds.ts';
import type { Uses } from './commandContext.ts';

/**
 * Returns the config's address with the next port, from `lowest` on, that is free and isn't reserved for a listed or
 * saved endpoint. Port 0 and paths are returned unchanged: 0 stands for any free port, and a path must be changed by
 * hand.
 */
export async function freeAddress(
  config: EndpointConfig,
  { endpoints, saved }: Uses<'endpoints' | 'saved'>,
  lowest = 1,
): Promise<string> {
  const { address } = config;
  const { port, path, host } = parseAddress(address);
  // A client uses the port of its server.
  if (!listens(config) || path !== undefined || port === 0) return address;
  const stored = (await saved.all()).flatMap(one => ('config' in one ? one.config : []));
  const same = [...endpoints.all.map(({ config }) => config), ...stored].filter(
    one => listens(one) && isStream(one) === isStream(config),
  );
  const taken = new Set(same.map(one => parseAddress(one.address).port));
  // Written like the original, with or without a scheme.
  return address.replace(
    /\d+(?=\/?\s*$)/,
    String(await nextFreePort(Math.max(port + 1, lowest), { isUdp: !isStream(config), host, taken })),
  );
}
