/**
 * Limits the size of a config before it is checked: those from pages, settings and files may be of any size, and a
 * schema names each of a million unknown keys.
 */
import { type Phrase, phrase } from '../phrase.ts';
import { countBraces } from '../template/template.ts';
import { sizeOf } from './valueSize.ts';

/** A thousand rules have about ten thousand values. */
export const maxConfigValues = 50_000;
/** Limit for known and unknown keys together. */
const maxKeys = 1000;
/** Limit for all texts of the config together. */
const maxPlaceholders = 10_000;

/** Returns why a config is too large to be checked. */
export function configSizeProblem(config: unknown): Phrase | undefined {
  let placeholders = 0;
  const count = (text: string) => {
    placeholders += countBraces(text, maxPlaceholders - placeholders);
  };
  const isMeasured = sizeOf([config], maxConfigValues, count) !== undefined;
  if (!isMeasured) return phrase('has more than {0} values', maxConfigValues);
  // A text or a list has keys, too, but not named ones.
  const isRecord = typeof config === 'object' && config !== null && !Array.isArray(config);
  if (isRecord && Object.keys(config).length > maxKeys) return phrase('has more than {0} keys', maxKeys);
  return placeholders > maxPlaceholders ? phrase('has more than {0} placeholders', maxPlaceholders) : undefined;
}
