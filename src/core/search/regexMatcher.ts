/** Finds a regular expression in linear time. */
import { decodeText } from '../bytes/decodeText.ts';
import type { Encoding } from '../endpointConfig.ts';
import { compilePattern } from '../pattern.ts';
import { TextError } from '../phrase.ts';
import { inText } from './byteMatcher.ts';
import type { Matcher } from './matcher.ts';

const utf8 = new TextEncoder();

/**
 * A long frame is searched in windows, so that one look never takes long. What is longer than the overlap, or looks at a frame's very
 * begin or end from inside, may be missed or found too often there.
 */
const windowBytes = 1024 * 1024;
const overlapBytes = 64 * 1024;

/** Bytes are read as UTF-8, or as characters in another encoding. @throws RangeError for what is no RE2 expression. */
export function regexMatcher(source: string, matchCase: boolean, encoding: Encoding): Matcher {
  if (source === '') throw new TextError('there is no pattern to look for');
  const pattern = compilePattern(source, matchCase ? '' : 'i');
  if (encoding !== 'utf8') {
    return {
      test: bytes => inWindows(bytes, window => pattern.test(utf8.encode(decodeText(window, encoding)))),
      marks(_bytes, text, limit) {
        const asUtf8 = utf8.encode(text);
        return pattern.ranges(asUtf8, limit).map(range => inText(asUtf8, range, 'utf8'));
      },
    };
  }
  return {
    test: bytes => inWindows(bytes, window => pattern.test(window)),
    marks: (bytes, _text, limit) => pattern.ranges(bytes, limit).map(range => inText(bytes, range, encoding)),
  };
}

function inWindows(bytes: Uint8Array, test: (window: Uint8Array) => boolean): boolean {
  for (let at = 0; ; at += windowBytes - overlapBytes) {
    if (test(bytes.subarray(at, at + windowBytes))) return true;
    if (at + windowBytes >= bytes.length) return false;
  }
}
