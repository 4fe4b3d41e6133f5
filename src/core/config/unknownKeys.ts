/** Unknown keys of an endpoint's config. They are kept, since a newer Portside may know them, and reported, since most are typos. */
import type { EndpointConfig } from '../endpointConfig.ts';
import { phrase, phraseText } from '../phrase.ts';
import { ConfigError, type ConfigProblem } from './configError.ts';

/** Every key of a config, so that unknown ones can be found without loading the schema. */
const known: Record<keyof EndpointConfig, true> = {
  version: true,
  kind: true,
  address: true,
  name: true,
  remote: true,
  connected: true,
  framing: true,
  maxFrameBytes: true,
  encoding: true,
  lineEnding: true,
  greeting: true,
  closeAfterGreeting: true,
  reply: true,
  maxPeers: true,
  backlog: true,
  connectTimeoutMs: true,
  reconnect: true,
  maxQueuedBytes: true,
  files: true,
  options: true,
};
export const configKeys: readonly string[] = Object.keys(known);

/** Whether this is a key of an endpoint's config, as opposed to an unknown one that is merely kept. */
export function isConfigKey(key: string): boolean {
  return Object.hasOwn(known, key);
}

/** Maximum number of typos for a suggestion: missing, doubled, wrong or swapped letters; two only in a long key. */
const nearEnough = (key: string) => (key.length < 6 ? 1 : 2);

/** Number of keys for which suggestions are made: comparing them takes time, and no reader needs more. */
const maxSuggestions = 20;

/** Levels allowed in an unknown key's value. With two thousand, no message about the endpoint would arrive. */
const maxDepth = 100;

/**
 * Returns the config with the values of its unknown keys converted to JSON values: they are stored as JSON, and code
 * may pass others.
 * @throws ConfigError for values that JSON can't represent or that are nested too deeply.
 */
export function withUnknownAsJson<Config extends object>(config: Config): Config {
  const entries = Object.entries(config).map(([key, value]) => [key, isConfigKey(key) ? value : asJson(key, value)]);
  return Object.fromEntries(entries) as Config;
}

function asJson(key: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  const json = jsonOf(value);
  if (json === undefined || hasMoreLevels(json.value, maxDepth)) {
    const reason = phrase('isn’t a valid value');
    throw new ConfigError([{ path: key, message: phraseText(reason), phrase: reason }]);
  }
  return json.value;
}

function jsonOf(value: unknown): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(JSON.stringify(value)) };
  } catch {
    return undefined; // JSON can't represent it, or it contains itself.
  }
}

/** Whether objects and lists are nested in more than this many levels. */
function hasMoreLevels(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(inner => hasMoreLevels(inner, levels - 1));
}

/** Returns a warning for each unknown key of a config. */
export function unknownKeyWarnings(config: object): ConfigProblem[] {
  return Object.keys(config)
    .filter(key => !isConfigKey(key))
    .map((key, at) => {
      const nearest = at < maxSuggestions ? nearestKey(key) : undefined;
      const reason =
        nearest === undefined
          ? phrase('unknown key; kept, but has no effect')
          : phrase('unknown key; did you mean {0}?', nearest);
      return { path: key, message: phraseText(reason), phrase: reason };
    });
}

function nearestKey(key: string): string | undefined {
  // None of our keys is similar to a longer one, and computing the distance takes time proportional to the length.
  if (key.length > 40) return undefined;
  const distances = configKeys.map(one => ({ one, distance: editDistance(key.toLowerCase(), one.toLowerCase()) }));
  const [nearest] = distances.toSorted((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= nearEnough(key) ? nearest.one : undefined;
}

/** Counts the letters to insert, remove, replace or swap with their neighbor (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
