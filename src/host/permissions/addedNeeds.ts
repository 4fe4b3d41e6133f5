/** Compares the permissions that two configs of an endpoint need. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointNeeds, type Granted, type NotAllowed } from './checks.ts';
import { permissionKey } from './permissionKey.ts';

/**
 * Returns a NOT_ALLOWED error for each need of the wanted config that the current one doesn't have; none if `wanted` is
 * undefined.
 */
export async function addedNeeds(
  permissions: Granted,
  had: EndpointConfig,
  wanted: EndpointConfig | undefined,
): Promise<NotAllowed[]> {
  if (!wanted) return [];
  const [before, needs] = await Promise.all([endpointNeeds(permissions, had), endpointNeeds(permissions, wanted)]);
  const known = new Set(before.map(permissionKey));
  return needs.filter(need => !known.has(permissionKey(need)));
}
