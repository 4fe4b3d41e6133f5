/** Addresses typed as destinations of datagrams, newest first. */
import { formatHostPort } from '../../src/core/address.ts';
import { parseDatagramTarget } from '../../src/core/datagramTarget.ts';
import { keep, keptState } from '../hostCalls.ts';

const maxKept = 8;

export function typedAddresses(): readonly string[] {
  return keptState().addresses ?? [];
}

/**
 * Returns an address in the form that peers have, `host:port`, and remembers it.
 * @throws RangeError with a sentence if it is invalid.
 */
export function rememberTyped(text: string): string {
  const { host, port } = parseDatagramTarget(text);
  const address = formatHostPort(host, port);
  const others = typedAddresses().filter(one => one !== address);
  keep({ addresses: [address, ...others].slice(0, maxKept) });
  return address;
}
