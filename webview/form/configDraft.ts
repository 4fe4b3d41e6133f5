/** A config being edited: values by path, where undefined means the default. */
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { defaultReconnect } from '../../src/core/limits.ts';

/** Keys from the outermost to the innermost: `['options', 'noDelay']`. */
export type FieldPath = readonly string[];

export function valueAt(config: object, path: FieldPath): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], config);
}

/**
 * Returns the config with another value. If it is undefined, the key is left out, as is an object that becomes empty.
 */
export function withValue<Config extends object>(config: Config, path: FieldPath, value: unknown): Config {
  return placed({ ...config } as Record<string, unknown>, path, value) as unknown as Config;
}

/**
 * Does the same for a field of the form. Setting a delay before reconnecting also sets the maximum delay, which a
 * config requires, too.
 */
export function withField(config: EndpointConfig, path: FieldPath, value: unknown): EndpointConfig {
  const next = withValue(config, path, value);
  if (path.join('.') !== 'reconnect.minMs') return next;
  const longest = next.reconnect?.maxMs;
  if (typeof value === 'number' && longest === undefined)
    return withValue(next, ['reconnect', 'maxMs'], Math.max(value, defaultReconnect.maxMs));
  return value === undefined && longest === defaultReconnect.maxMs
    ? withValue(next, ['reconnect', 'maxMs'], undefined)
    : next;
}

function placed(target: Record<string, unknown>, [key = '', ...rest]: FieldPath, value: unknown): object {
  const inner = rest.length === 0 ? value : placed({ ...(target[key] as object) }, rest, value);
  const isNothing = inner === undefined || (rest.length > 0 && Object.keys(inner as object).length === 0);
  const { [key]: _, ...others } = target;
  if (isNothing) return others;
  return key in target ? { ...target, [key]: inner } : { ...others, [key]: inner };
}

/** Whether two values mean the same, regardless of the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
