/** Presents bytes to RE2JS as text in an encoding; bytes that aren't text are characters, too (see `decodeText`). */
import { MatcherInput } from 're2js';
import { decodeText } from '../bytes/decodeText.ts';
import { byteOffsets } from '../bytes/textOffsets.ts';
import type { Encoding } from '../endpointConfig.ts';
import type { PatternInput } from './matching.ts';

export function characterInput(bytes: Uint8Array, encoding: Encoding): PatternInput {
  const text = decodeText(bytes, encoding);
  return {
    text,
    matcherInput: MatcherInput.utf16(text),
    byteOffsets: units => offsetsInAnyOrder(text, units, encoding),
  };
}

function offsetsInAnyOrder(text: string, units: readonly number[], encoding: Encoding): number[] {
  const ascending = [...new Set(units)].filter(unit => unit >= 0).sort((one, other) => one - other);
  const bytes = byteOffsets(text, ascending, encoding);
  const byteOf = new Map(ascending.map((unit, at) => [unit, bytes[at]]));
  return units.map(unit => byteOf.get(unit) ?? -1);
}
