/** The schema of configs, loaded on first use: it takes longer than everything else that happens when a window opens. */
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
