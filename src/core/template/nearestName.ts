/** Suggests a placeholder for a misspelled one. */
import { distance } from 'fastest-levenshtein';

/** Maximum number of wrong letters; two swapped ones count as two. */
const maxDistance = 2;

/** Longer texts aren't compared: all names are shorter. */
const maxLength = 100;

/** Names that other programs use for our values. */
const synonyms: Readonly<Record<string, string>> = {
  time: '$now',
  date: '$now',
  timestamp: '$now',
  guid: '$uuid',
  count: '$counter',
  sequence: '$counter',
  client: '$peer',
  address: '$peer',
};

/** Returns the name most similar to `typed`, ignoring case; undefined if none is similar. Values begin with `$`. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  if (typed.length > maxLength) return undefined;
  const word = wordOf(typed);
  const meanings = new Map(names.map(name => [wordOf(name), name]));
  for (const [synonym, name] of Object.entries(synonyms))
    if (names.includes(name) && !meanings.has(synonym)) meanings.set(synonym, name);
  let nearest: { readonly name: string; readonly away: number } | undefined;
  for (const [meaning, name] of meanings) {
    const away = distance(word, meaning);
    const isNear = away <= maxDistance && away < Math.min(word.length, meaning.length);
    if (isNear && (nearest === undefined || away < nearest.away)) nearest = { name, away };
  }
  return nearest?.name;
}

function wordOf(name: string): string {
  return name.replace(/^\$/, '').toLowerCase();
}
