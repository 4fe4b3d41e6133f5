/** Finds a regular expression in linear time. */
import type { Encoding } from '../endpointConfig.ts';
import { compilePattern } from '../pattern.ts';
import { TextError } from '../phrase.ts';
import type { Matcher } from './matcher.ts';

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
