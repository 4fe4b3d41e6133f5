/** Checks what a command with an argument would start with the next window. Each check rejects with NOT_ALLOWED. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointNeeds, type Granted, type NotAllowed } from '../permissions/checks.ts';
import { calledAs, type SavedEndpoint } from './savedEndpoints.ts';

type Listed = readonly { readonly config: EndpointConfig }[];

/** Returns what a saved endpoint that will start with the window needs, and those that are listed under its name. */
export async function startingNeeds(
  permissions: Granted,
  config: EndpointConfig,
  listed: Listed,
): Promise<NotAllowed[]> {
  const needs = await endpointNeeds(permissions, config);
  return [...needs, ...(await namesakeNeeds(permissions, calledAs(config), listed))];
}

/**
 * Returns what the endpoints that are listed under a name need: in the next window, one of them is continued instead of the saved one of
 * that name.
 */
export async function namesakeNeeds(permissions: Granted, name: string, listed: Listed): Promise<NotAllowed[]> {
  const namesakes = listed.filter(({ config }) => calledAs(config) === name);
  return (await Promise.all(namesakes.map(({ config }) => endpointNeeds(permissions, config)))).flat();
}

/** Whether one of the saved endpoints of this name starts with the window. */
export function startsItself(saved: readonly SavedEndpoint[], name: string | undefined): boolean {
  return saved.some(({ autoStart, label }) => autoStart && label === name);
}
