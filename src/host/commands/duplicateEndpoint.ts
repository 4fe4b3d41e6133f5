/** *Duplicate Endpoint*: creates a closed copy with the same config and shows its form, so that it can be changed before it is started. */
import { freeName } from '../../client/addresses/suggestedName.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { Uses } from './commandContext.ts';
import { freeAddress } from './freeAddress.ts';

/** A copy that listens gets the next free port; a name gets a number. */
export async function duplicateEndpoint(
  { config }: EndpointSnapshot,
  context: Uses<'endpoints' | 'saved' | 'panels'>,
): Promise<void> {
  const { endpoints, panels } = context;
  const names = new Set(endpoints.all.flatMap(({ config: { name } }) => name ?? []));
  const copy = {
    ...config,
    address: await freeAddress(config, context),
    ...(config.name !== undefined && { name: freeName(config.name, names) }),
  };
  panels.edit(await endpoints.add(copy));
}
