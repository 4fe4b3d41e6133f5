/** Turns what a user looks for into something that finds it. */
import type { Encoding } from '../endpointConfig.ts';
import type { Search } from '../transcriptEntry.ts';
import { hexMatcher } from './hexMatcher.ts';
import type { Matcher } from './matcher.ts';
import { regexMatcher } from './regexMatcher.ts';
import { textMatcher } from './textMatcher.ts';

/** @throws RangeError for nothing to look for, a regular expression that is none, or hex that is none. */
export function compileSearch(search: Search, encoding: Encoding): Matcher {
  if ('hex' in search) return hexMatcher(search.hex);
  if ('regex' in search) return regexMatcher(search.regex, search.matchCase ?? false, encoding);
  return textMatcher(search, encoding);
}
