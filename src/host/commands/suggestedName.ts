/** Proposes a name for an endpoint that has none. */
import { basename } from 'node:path';
import { parseAddress } from '../../core/address.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { freeName } from './freeName.ts';

/** `tcp-server-9000`, after the port or the path where it listens or that it connects or sends to; with a number if that is taken. */
export function suggestedName({ config, address }: EndpointSnapshot, taken: ReadonlySet<string>): string {
  const { port, path } = parseAddress(config.remote ?? address);
  const name = `${config.kind}-${path === undefined ? port : basename(path.replaceAll('\\', '/'))}`;
  return taken.has(name) ? freeName(name, taken) : name;
}
