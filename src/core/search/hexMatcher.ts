/** Finds bytes given in hex; `..` stands for any byte. */
import { parseHexPattern } from '../bytes/hex.ts';
import { TextError } from '../phrase.ts';
import { byteMatcher } from './byteMatcher.ts';
import { BytePattern } from './bytePattern.ts';
import type { Matcher } from './matcher.ts';

/** @throws RangeError if there are no bytes, or if the hex is invalid. */
export function hexMatcher(hex: string): Matcher {
  const bytes = parseHexPattern(hex);
  if (bytes.length === 0) throw new TextError('enter bytes to search for');
  return byteMatcher(new BytePattern(bytes.map(byte => (byte === undefined ? undefined : [byte]))));
}
