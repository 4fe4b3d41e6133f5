/** The schema of configs, loaded when it is first needed: it takes longer than all else that happens when a window opens. */
import type * as schema from '../core/endpointConfigSchema.ts';

export async function parseEndpointConfig(value: unknown): Promise<ReturnType<typeof schema.parseEndpointConfig>> {
  return (await loaded()).parseEndpointConfig(value);
}

export async function parseSavedEndpoint(value: unknown): Promise<ReturnType<typeof schema.parseSavedEndpoint>> {
  return (await loaded()).parseSavedEndpoint(value);
}

function loaded(): Promise<typeof schema> {
  return import('../core/endpointConfigSchema.ts');
}
