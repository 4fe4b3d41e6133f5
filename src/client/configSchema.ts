/** Config schema, loaded on first use: loading takes longer than everything else that happens when a window opens. */
import { setImmediate } from 'node:timers/promises';
import type * as schema from '../core/config/endpointConfigSchema.ts';
import { CompiledPatterns } from '../core/pattern/compiledPatterns.ts';

/** A checked config, and the names of its unknown keys. */
export type ParsedConfig = schema.ParsedConfig;

export async function parseEndpointConfig(value: unknown): Promise<ParsedConfig> {
  const { parseEndpointConfig: parse } = await configSchema();
  return parse(value, await compileConfigPatterns(value));
}

export async function parseSavedEndpoint(value: unknown): Promise<ReturnType<typeof schema.parseSavedEndpoint>> {
  const { parseSavedEndpoint: parse } = await configSchema();
  return parse(value, await compileConfigPatterns(value));
}

/** Compiles the patterns of an unchecked config in small steps: together they may take half a second. */
export async function compileConfigPatterns(config: unknown): Promise<CompiledPatterns> {
  const { compilePatternsAhead } = await configSchema();
  const compiled = new CompiledPatterns();
  await inTurns(compilePatternsAhead(config, compiled));
  return compiled;
}

/** Loads the schema, for callers that must use it synchronously. */
export function configSchema(): Promise<typeof schema> {
  return import('../core/config/endpointConfigSchema.ts');
}

/** Long enough that yielding costs nothing, too short to be noticed. */
const turnMs = 10;

/** Runs all steps, yielding to the event loop every `turnMs`. */
export async function inTurns(steps: Iterable<unknown>, nowMs = () => performance.now()): Promise<void> {
  let beganMs = nowMs();
  for (const _ of steps) {
    if (nowMs() - beganMs < turnMs) continue;
    await setImmediate();
    beganMs = nowMs();
  }
}
