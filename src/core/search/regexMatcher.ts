/** Finds a regular expression in linear time. */
import { decodeText } from '../bytes/decodeText.ts';
import type { Encoding } from '../endpointConfig.ts';
import { compilePattern } from '../pattern.ts';
import { TextError } from '../phrase.ts';
import { inText } from './byteMatcher.ts';
import type { Matcher } from './matcher.ts';

const utf8 = new TextEncoder();

/** Bytes are read as UTF-8, or as characters in another encoding. @throws RangeError for what is no RE2 expression. */
export function regexMatcher(source: string, matchCase: boolean, encoding: Encoding): Matcher {
  if (source === '') throw new TextError('there is no pattern to look for');
  const pattern = compilePattern(source, matchCase ? '' : 'i');
  if (encoding !== 'utf8') {
    return {
      size: 3 * pattern.size,
      test: bytes => pattern.test(utf8.encode(decodeText(bytes, encoding))),
      marks(_bytes, text, limit) {
        const asUtf8 = utf8.encode(text);
        return inText(asUtf8, pattern.ranges(asUtf8, limit), 'utf8');
      },
    };
  }
  return {
    size: pattern.size,
    test: bytes => pattern.test(bytes),
    marks: (bytes, _text, limit) => inText(bytes, pattern.ranges(bytes, limit), encoding),
  };
}
