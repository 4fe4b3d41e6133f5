/** Table of all framings. A new one is a new file and one line here. */
import type { EndpointConfig, Framing, FramingName } from '../endpointConfig.ts';
import { cobs } from './ended/cobs.ts';
import { delimiter } from './ended/delimiter.ts';
import { enclosed } from './ended/enclosed.ts';
import { line } from './ended/line.ts';
import { patternEnded } from './ended/patternEnded.ts';
import { slip } from './ended/slip.ts';
import { fixed } from './fixed.ts';
import type { FramingKind } from './framing.ts';
import { idle } from './idle.ts';
import { lengthPrefix } from './length/lengthPrefix.ts';
import { isPlain, namedFramings } from './namedFramings.ts';
import { none } from './none.ts';
import { contentLength } from './protocols/contentLength.ts';
import { jsonValues } from './protocols/jsonValues.ts';

/**
 * Returns the framing that a config specifies, or no framing if it specifies none. `lineEnding` is sent after lines if
 * they may have any ending.
 */
export function framingFor(framing: Framing = 'none', lineEnding?: EndpointConfig['lineEnding']): FramingKind {
  if (typeof framing === 'string') {
    const own = { none, slip, cobs, json: jsonValues };
    if (framing in own) return own[framing as keyof typeof own];
    const named = namedFramings[framing as FramingName].framing;
    return isPlain(named) ? framingFor(named, lineEnding) : named;
  }
  if ('line' in framing) return line(framing, lineEnding);
  if ('delimiter' in framing) return delimiter(framing);
  if ('lengthPrefix' in framing) return lengthPrefix(framing);
  if ('fixed' in framing) return fixed(framing);
  if ('start' in framing) return enclosed(framing);
  if ('pattern' in framing) return patternEnded(framing);
  if ('header' in framing) return contentLength(framing);
  return idle(framing);
}
