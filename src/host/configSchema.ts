/** The schema of configs, loaded on first use: it takes longer than everything else that happens when a window opens. */
import type * as schema from '../core/endpointConfigSchema.ts';

/** A config that was checked, and the names of its unknown keys. */
export type ParsedConfig = ReturnType<typeof schema.parseEndpointConfig>;

export async function parseEndpointConfig(value: unknown): Promise<ParsedConfig> {
  return (await configSchema()).parseEndpointConfig(value);
}

export async function parseSavedEndpoint(value: unknown): Promise<ReturnType<typeof schema.parseSavedEndpoint>> {
  return (await configSchema()).parseSavedEndpoint(value);
}

/** Loads the schema, for what must run in one go. */
export function configSchema(): Promise<typeof schema> {
  return import('../core/endpointConfigSchema.ts');
}
