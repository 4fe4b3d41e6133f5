/** Finds a regular expression in linear time. */
import { rangesInText } from '../bytes/textOffsets.ts';
import type { Encoding } from '../endpointConfig.ts';
import { compilePattern } from '../pattern.ts';
import { TextError } from '../phrase.ts';
import type { Matcher } from './matcher.ts';

/**
 * A long frame is searched in windows, so that one look never takes long. What is longer than the overlap, or looks at a frame's very
 * begin or end from inside, may be missed or found too often there.
 */
const windowBytes = 1024 * 1024;
const overlapBytes = 64 * 1024;

/** @throws RangeError for what isn't a pattern in RE2 syntax, and for one that needs the flag u and doesn't start with it. */
export function regexMatcher(source: string, matchCase: boolean, encoding: Encoding): Matcher {
  if (source === '') throw new TextError('there is no pattern to look for');
  const pattern = compilePattern(source, matchCase ? '' : 'i', encoding);
  return {
    test: bytes => inWindows(bytes, window => pattern.test(window)),
    marks: (bytes, text, limit) => rangesInText(text, pattern.ranges(bytes, limit), encoding),
  };
}

function inWindows(bytes: Uint8Array, test: (window: Uint8Array) => boolean): boolean {
  for (let at = 0; ; at += windowBytes - overlapBytes) {
    if (test(bytes.subarray(at, at + windowBytes))) return true;
    if (at + windowBytes >= bytes.length) return false;
  }
}
