/** Checks what a command with an argument would start with the next window. Each check rejects with NOT_ALLOWED. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { calledAs, type SavedEndpoint } from '../savedEndpoints.ts';
import { checkEndpoint } from './checks.ts';
import type { Permissions } from './permissions.ts';

type Granted = Pick<Permissions, 'has'>;
type Listed = readonly { readonly config: EndpointConfig }[];

/** Checks a saved endpoint that will start with the window, and those that are listed under its name. */
export async function checkStarting(permissions: Granted, config: EndpointConfig, listed: Listed): Promise<void> {
  await checkEndpoint(permissions, config);
  await checkNamesakes(permissions, calledAs(config), listed);
}

/**
 * Checks the endpoints that are listed under a name: in the next window, one of them is continued instead of the saved one of that name.
 */
export async function checkNamesakes(permissions: Granted, name: string, listed: Listed): Promise<void> {
  for (const { config } of listed) if (calledAs(config) === name) await checkEndpoint(permissions, config);
}

/** Whether one of the saved endpoints of this name starts with the window. */
export function startsItself(saved: readonly SavedEndpoint[], name: string | undefined): boolean {
  return saved.some(({ autoStart, label }) => autoStart && label === name);
}
