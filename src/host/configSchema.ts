/** The schema of configs, loaded when it is first needed: it takes longer than all else that happens when a window opens. */
import { env } from 'vscode';
import type * as schema from '../core/endpointConfigSchema.ts';

export async function parseEndpointConfig(value: unknown): Promise<ReturnType<typeof schema.parseEndpointConfig>> {
  return (await loaded()).parseEndpointConfig(value);
}

export async function parseSavedEndpoint(value: unknown): Promise<ReturnType<typeof schema.parseSavedEndpoint>> {
  return (await loaded()).parseSavedEndpoint(value);
}

/** With the library's own sentences in the user's language, where we have translated the rest. */
async function loaded(): Promise<typeof schema> {
  if (env.language.startsWith('de')) {
    const { useGerman } = await import('./germanConfigProblems.ts');
    useGerman();
  }
  return import('../core/endpointConfigSchema.ts');
}
