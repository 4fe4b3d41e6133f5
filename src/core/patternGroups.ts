/** What a pattern captures, by the names that a template has for it. */
import { RE2JS } from 're2js';

/** Numbers from 0, which is the whole match, then names. The pattern must be one that compiles. */
export function patternGroups(source: string): string[] {
  const compiled = RE2JS.compile(source);
  const numbers = Array.from({ length: compiled.groupCount() + 1 }, (_, group) => String(group));
  return [...numbers, ...Object.keys(compiled.namedGroups())];
}
