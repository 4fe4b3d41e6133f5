/** Maps offsets in decoded text to offsets in the bytes it was decoded from, and back. Each call reads the text once. */
import type { Encoding } from '../endpointConfig.ts';

/** Start and end, in bytes or in UTF-16 units. */
type Span = readonly [number, number];

/** Returns the byte offset of each unit offset. `units` ascend; each is the start of a character or the text's end. */
export function byteOffsets(text: string, units: readonly number[], encoding: Encoding): number[] {
  let unit = 0;
  let byte = 0;
  return units.map(wanted => {
    for (; unit < wanted; unit += unitsAt(text, unit)) byte += bytesAt(text, unit, encoding);
    return byte;
  });
}

/**
 * Returns the characters that byte ranges touch, as ranges of UTF-16 units. `ranges` are in ascending order and don't
 * overlap. A character touched by two ranges belongs to the first one; ranges left without a character are omitted.
 */
export function rangesInText(text: string, ranges: readonly Span[], encoding: Encoding): [number, number][] {
  let unit = 0;
  let byte = 0;
  const pass = () => {
    byte += bytesAt(text, unit, encoding);
    unit += unitsAt(text, unit);
  };
  const found: [number, number][] = [];
  for (const [start, end] of ranges) {
    while (unit < text.length && byte + bytesAt(text, unit, encoding) <= start) pass();
    const from = unit;
    while (unit < text.length && byte < end) pass();
    if (unit > from) found.push([from, unit]);
  }
  return found;
}

function unitsAt(text: string, at: number): number {
  return codeAt(text, at) > 0xffff ? 2 : 1;
}

/** Returns the bytes of the character at an offset, as `decodeText` read them: a lone surrogate is one byte that isn't text. */
function bytesAt(text: string, at: number, encoding: Encoding): number {
  const code = codeAt(text, at);
  if (code >= 0xd800 && code <= 0xdfff) return 1;
  switch (encoding) {
    case 'latin1':
      return 1;
    case 'utf8':
      return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    case 'utf16le':
    case 'utf16be':
      return code < 0x10000 ? 2 : 4;
  }
}

function codeAt(text: string, at: number): number {
  return text.codePointAt(at) ?? 0;
}
