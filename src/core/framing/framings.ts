/** Table of all framings. A new one is a new file and one line here. */
import type { EndpointConfig, Framing } from '../endpointConfig.ts';
import { cobs } from './cobs.ts';
import { delimiter } from './delimiter.ts';
import { fixed } from './fixed.ts';
import type { FramingKind } from './framing.ts';
import { idle } from './idle.ts';
import { lengthPrefix } from './lengthPrefix.ts';
import { line } from './line.ts';
import { none } from './none.ts';
import { slip } from './slip.ts';

/**
 * Returns the framing that a config specifies, or no framing if it specifies none. `lineEnding` is sent after lines if
 * they may have any ending.
 */
export function framingFor(framing: Framing = 'none', lineEnding?: EndpointConfig['lineEnding']): FramingKind {
  if (typeof framing === 'string') return { none, slip, cobs }[framing];
  if ('line' in framing) return line(framing, lineEnding);
  if ('delimiter' in framing) return delimiter(framing);
  if ('lengthPrefix' in framing) return lengthPrefix(framing);
  if ('fixed' in framing) return fixed(framing);
  return idle(framing);
}
