/** The schema of configs, loaded when it is first needed: it takes longer than all else that happens when a window opens. */
import type * as schema from '../core/endpointConfigSchema.ts';

export async function parseEndpointConfig(value: unknown): Promise<ReturnType<typeof schema.parseEndpointConfig>> {
  const { parseEndpointConfig: parse } = await import('../core/endpointConfigSchema.ts');
  return parse(value);
}
