/**
 * Checks which endpoints a command with an argument would cause to start with the next window. Each check returns the
 * missing permissions.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointNeeds, type Granted, type NotAllowed } from '../permissions/checks.ts';
import { nameOrAddress, type SavedEndpoint } from './savedEndpoints.ts';

type Listed = readonly { readonly config: EndpointConfig }[];

/**
 * Returns what is missing for a saved endpoint that will start with the window, and for those listed under its name.
 */
export async function startingNeeds(
  permissions: Granted,
  config: EndpointConfig,
  listed: Listed,
): Promise<NotAllowed[]> {
  const needs = await endpointNeeds(permissions, config);
  return [...needs, ...(await namesakeNeeds(permissions, nameOrAddress(config), listed))];
}

/**
 * Returns what is missing for the endpoints listed under a name: in the next window, one of them continues in place of
 * the saved endpoint of that name.
 */
export async function namesakeNeeds(permissions: Granted, name: string, listed: Listed): Promise<NotAllowed[]> {
  const namesakes = listed.filter(({ config }) => nameOrAddress(config) === name);
  return (await Promise.all(namesakes.map(({ config }) => endpointNeeds(permissions, config)))).flat();
}

/** Whether one of the saved endpoints of this name starts with the window. */
export function hasAutoStart(saved: readonly SavedEndpoint[], name: string | undefined): boolean {
  return saved.some(({ autoStart, label }) => autoStart && label === name);
}
