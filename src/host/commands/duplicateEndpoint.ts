/** *Duplicate Endpoint*: another one with the same config, closed, whose form shows what may be changed before it is started. */
import { parseAddress } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { CommandContext } from './commandContext.ts';
import { freeName } from './freeName.ts';
import { nextFreePort } from './freePort.ts';

/** Where it listens, the copy has the next free port; a name gets a number. */
export async function duplicateEndpoint({ config }: EndpointSnapshot, context: CommandContext): Promise<void> {
  const { endpoints, panels } = context;
  const names = new Set(endpoints.all.flatMap(({ config: { name } }) => name ?? []));
  const copy = {
    ...config,
    address: await freeAddress(config),
    ...(config.name !== undefined && { name: freeName(config.name, names) }),
  };
  panels.edit(await endpoints.add(copy));
}

/** A port that was picked, or a path, can't be had twice: 0 picks another one, and a path is to be changed by hand. */
async function freeAddress({ kind, address }: EndpointConfig): Promise<string> {
  const parsed = parseAddress(address);
  if (kind === 'tcp-client' || parsed.path !== undefined || parsed.port === 0) return address;
  // Written like the original, with or without a scheme.
  return address.replace(/\d+(?=\/?\s*$)/, String(await nextFreePort(parsed.port + 1)));
}
