/** Compiles a user's search to a matcher. */
import { parseHexPattern } from '../bytes/hex.ts';
import type { Encoding } from '../endpointConfig.ts';
import { compilePattern } from '../pattern.ts';
import { TextError } from '../phrase.ts';
import type { Search } from '../transcriptEntry.ts';
import { byteMatcher } from './byteMatcher.ts';
import { BytePattern } from './bytePattern.ts';
import type { Matcher } from './matcher.ts';
import { textMatcher } from './textMatcher.ts';

/** @throws RangeError for an empty search, an invalid regular expression, or invalid hex. */
export function compileSearch(search: Search, encoding: Encoding): Matcher {
  if ('hex' in search) return hexMatcher(search.hex);
  if ('regex' in search) return regexMatcher(search.regex, search.matchCase ?? false, encoding);
  return textMatcher(search, encoding);
}

/** @throws RangeError if there are no bytes, or if the hex is invalid. */
export function hexMatcher(hex: string): Matcher {
  const bytes = parseHexPattern(hex);
  if (bytes.length === 0) throw new TextError('enter bytes to search for');
  return byteMatcher(new BytePattern(bytes.map(byte => (byte === undefined ? undefined : [byte]))));
}

/** @throws RangeError for an invalid RE2 pattern, and for one that needs the flag u but doesn't start with it. */
export function regexMatcher(source: string, matchCase: boolean, encoding: Encoding): Matcher {
  if (source === '') throw new TextError('enter a pattern to search for');
  const pattern = compilePattern(source, matchCase ? '' : 'i', encoding);
  return {
    size: pattern.size,
    test: bytes => pattern.test(bytes),
    ranges: (bytes, limit) => pattern.ranges(bytes, limit),
  };
}
