/** Finds a byte pattern, perhaps only where its neighbours allow it. */
import { decodeText } from '../bytes/decodeText.ts';
import type { Encoding } from '../endpointConfig.ts';
import type { BytePattern } from './bytePattern.ts';
import type { Matcher, Range } from './matcher.ts';

/** Whether what stands from `start` to `end` counts. */
type Condition = (bytes: Uint8Array, start: number, end: number) => boolean;

export function byteMatcher(pattern: BytePattern, encoding: Encoding, counts: Condition = () => true): Matcher {
  const next = (bytes: Uint8Array, from: number) =>
    pattern.indexIn(bytes, from, start => counts(bytes, start, start + pattern.length));
  return {
    size: pattern.size,
    test: bytes => next(bytes, 0) >= 0,
    marks(bytes, _text, limit) {
      const ranges: Range[] = [];
      for (let at = next(bytes, 0); at >= 0 && ranges.length < limit; at = next(bytes, at + pattern.length)) {
        ranges.push([at, at + pattern.length]);
      }
      return inText(bytes, ranges, encoding);
    },
  };
}

/** Ranges of bytes, in order and apart, as ones of their text. */
export function inText(bytes: Uint8Array, ranges: readonly Range[], encoding: Encoding): Range[] {
  let at = 0;
  let units = 0;
  const unitsAt = (to: number) => {
    units += decodeText(bytes.subarray(at, to), encoding).length;
    at = to;
    return units;
  };
  return ranges.map(([start, end]) => [unitsAt(start), unitsAt(end)]);
}
