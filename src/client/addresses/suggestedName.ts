/** Suggests a name for an endpoint that has none, and names copies: `name 2`, `name 3`. */
import { basename } from 'node:path';
import { parseAddress } from '../../core/address.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';

/**
 * Returns a name such as `tcp-server-9000`: the kind, and the port or path that the endpoint listens on, connects to or
 * sends to. A taken name gets a number.
 */
export function suggestedName({ config, address }: EndpointSnapshot, taken: ReadonlySet<string>): string {
  const { port, path } = parseAddress(config.remote ?? address);
  const name = `${config.kind}-${path === undefined ? port : basename(path.replaceAll('\\', '/'))}`;
  return taken.has(name) ? freeName(name, taken) : name;
}

/** Returns the name with the first number from 2 on that isn't taken; a number at its end is incremented. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = /^(.*\S) \d+$/.exec(name)?.[1] ?? name;
  for (let number = 2; ; number++) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}
