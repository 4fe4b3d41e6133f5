/** Finds a byte pattern, optionally with a condition on its neighbors. */
import type { BytePattern } from './bytePattern.ts';
import type { Matcher, Range } from './matcher.ts';

/** Whether the occurrence from `start` to `end` counts. */
type Condition = (bytes: Uint8Array, start: number, end: number) => boolean;

export function byteMatcher(pattern: BytePattern, counts: Condition = () => true): Matcher {
  const next = (bytes: Uint8Array, from: number) =>
    pattern.indexIn(bytes, from, start => counts(bytes, start, start + pattern.length));
  return {
    size: pattern.size,
    test: bytes => next(bytes, 0) >= 0,
    ranges(bytes, limit) {
      const ranges: Range[] = [];
      for (let at = next(bytes, 0); at >= 0 && ranges.length < limit; at = next(bytes, at + pattern.length)) {
        ranges.push([at, at + pattern.length]);
      }
      return ranges;
    },
  };
}
