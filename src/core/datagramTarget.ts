/** Addresses that a UDP socket can send to, as people write them: `127.0.0.1:9000`, `[::1]:9000`, `udp://host:9000`, `:9000`. */
import { type Address, formatHostPort, parseAddress } from './address.ts';
import type { EndpointConfig } from './endpointConfig.ts';
import { hasRemote } from './kinds.ts';
import { TextError } from './phrase.ts';

/** Parses an address of any scheme, whose port must not be 0. @throws RangeError that says what is wrong. */
export function parseRemote(text: string): Address {
  const address = parseAddress(text);
  if (address.path === undefined && address.port === 0) throw new TextError('"{0}": the port must be 1 to 65535', text);
  return address;
}

/**
 * Returns the `host:port` of an address that can be sent to, without its scheme. Any other text is returned unchanged.
 */
export function formatRemote(text: string): string {
  try {
    const { host, port, path } = parseRemote(text);
    return path === undefined ? formatHostPort(host, port) : text;
  } catch {
    return text;
  }
}

/** Whether an endpoint is a UDP socket that sends only to its remote and receives only from there. */
export function isConnected(config: EndpointConfig): boolean {
  return hasRemote(config) && config.connected === true;
}

/** @throws RangeError whose message says what is wrong with the text. */
export function parseDatagramTarget(text: string): Address {
  const address = parseRemote(text);
  const { scheme = 'udp' } = address;
  if (scheme !== 'udp') throw new TextError('a UDP socket can’t send to a {0} address', scheme);
  return address;
}
