/** The schema of configs, loaded when it is first needed: it takes longer than all else that happens when a window opens. */
import type * as schema from '../core/endpointConfigSchema.ts';

const load = () => import('../core/endpointConfigSchema.ts');

export async function parseEndpointConfig(value: unknown): Promise<ReturnType<typeof schema.parseEndpointConfig>> {
  return (await load()).parseEndpointConfig(value);
}

export async function parseSavedEndpoint(value: unknown): Promise<ReturnType<typeof schema.parseSavedEndpoint>> {
  return (await load()).parseSavedEndpoint(value);
}

/** Whether a key is one of a config, as opposed to one that is only kept. */
export async function configKeys(): Promise<typeof schema.isConfigKey> {
  return (await load()).isConfigKey;
}
