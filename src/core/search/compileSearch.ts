/** Compiles a user's search to a matcher. */
import type { Encoding } from '../endpointConfig.ts';
import type { Search } from '../transcriptEntry.ts';
import { hexMatcher } from './hexMatcher.ts';
import type { Matcher } from './matcher.ts';
import { regexMatcher } from './regexMatcher.ts';
import { textMatcher } from './textMatcher.ts';

/** @throws RangeError for an empty search, an invalid regular expression, or invalid hex. */
export function compileSearch(search: Search, encoding: Encoding): Matcher {
  if ('hex' in search) return hexMatcher(search.hex);
  if ('regex' in search) return regexMatcher(search.regex, search.matchCase ?? false, encoding);
  return textMatcher(search, encoding);
}
