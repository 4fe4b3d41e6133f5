/** The schema of configs, loaded on first use: it takes longer than everything else that happens when a window opens. */
import type * as schema from '../core/config/endpointConfigSchema.ts';
import { CompiledPatterns } from '../core/pattern/compiledPatterns.ts';
import { inTurns } from './inTurns.ts';

/** A config that was checked, and the names of its unknown keys. */
export type ParsedConfig = schema.ParsedConfig;

export async function parseEndpointConfig(value: unknown): Promise<ParsedConfig> {
  const { parseEndpointConfig: parse } = await configSchema();
  return parse(value, await compiledAhead(value));
}

export async function parseSavedEndpoint(value: unknown): Promise<ReturnType<typeof schema.parseSavedEndpoint>> {
  const { parseSavedEndpoint: parse } = await configSchema();
  return parse(value, await compiledAhead(value));
}

/** Compiles the patterns of a config that isn’t checked yet, in turns: all of them may take half a second. */
export async function compiledAhead(config: unknown): Promise<CompiledPatterns> {
  const { compilePatternsAhead } = await configSchema();
  const compiled = new CompiledPatterns();
  await inTurns(compilePatternsAhead(config, compiled));
  return compiled;
}

/** Loads the schema, for what must run in one go. */
export function configSchema(): Promise<typeof schema> {
  return import('../core/config/endpointConfigSchema.ts');
}
