/**
 * Limits the size of a config before it is checked: pages, settings and files may hold any, and a schema names each of a million keys that it
 * doesn't know.
 */
import { type Phrase, phrase } from './phrase.ts';
import { sizeOf } from './valueSize.ts';

/** A thousand rules have about ten thousand values. */
export const maxConfigValues = 50_000;

/** Returns why a config is too large to be checked. */
export function configSizeProblem(config: unknown): Phrase | undefined {
  const isMeasured = sizeOf([config], maxConfigValues) !== undefined;
  return isMeasured ? undefined : phrase('has more than {0} values', maxConfigValues);
}
