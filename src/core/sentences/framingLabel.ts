/** Labels of framings: a few words, or an abbreviation for a toolbar. */
import type { Bytes, EndpointFraming, Framing } from '../endpointConfig.ts';
import { isFramingPair } from '../framing/framingOf.ts';
import { isFramingName, namedFramings } from '../framing/namedFramings.ts';
import { type Phrase, phrase, verbatim } from '../phrase.ts';
import { lengthPrefixLabel, shortLengthPrefixLabel } from './lengthPrefixLabel.ts';

const lineEndings = { lf: 'LF', crlf: 'CRLF', cr: 'CR' };

export function framingLabel(framing: EndpointFraming): Phrase {
  return isFramingPair(framing)
    ? phrase('{0} (received), {1} (sent)', oneLabel(framing.in), oneLabel(framing.out))
    : oneLabel(framing);
}

function oneLabel(framing: Framing): Phrase {
  if (framing === 'none') return phrase('no framing');
  if (framing === 'slip') return verbatim('SLIP');
  if (framing === 'cobs') return verbatim('COBS');
  if (framing === 'json') return phrase('JSON values');
  if (isFramingName(framing)) return verbatim(namedFramings[framing].label);
  if ('line' in framing) {
    return framing.line === 'any' ? phrase('lines') : phrase('lines that end with {0}', lineEndings[framing.line]);
  }
  if ('delimiter' in framing) {
    return phrase('ends with {0}', bytesText(framing.delimiter));
  }
  if ('start' in framing) return phrase('between {0} and {1}', bytesText(framing.start), bytesText(framing.end));
  if ('pattern' in framing) return phrase('ends with a match of {0}', framing.pattern);
  if ('header' in framing)
    return framing.keepHeader ? phrase('header with Content-Length, and body') : phrase('body after Content-Length');
  if ('fixed' in framing) return framing.fixed === 1 ? phrase('1 byte each') : phrase('{0} bytes each', framing.fixed);
  if ('idleMs' in framing) return phrase('ends after {0} ms without data', framing.idleMs);
  return lengthPrefixLabel(framing.lengthPrefix);
}

/**
 * Returns a few characters for a toolbar: `u16 BE`, as in the setting's presets. The delimiter and numbers are kept,
 * since they distinguish framings.
 */
export function shortFramingLabel(framing: EndpointFraming): Phrase {
  if (!isFramingPair(framing)) return oneShortLabel(framing);
  const short = (one: Framing) => (one === 'none' ? phrase('none') : oneShortLabel(one));
  return phrase('{0} in, {1} out', short(framing.in), short(framing.out));
}

function oneShortLabel(framing: Framing): Phrase {
  if (typeof framing === 'string') return oneLabel(framing);
  if ('line' in framing)
    return framing.line === 'any' ? oneLabel(framing) : phrase('{0} lines', lineEndings[framing.line]);
  if ('delimiter' in framing) {
    return verbatim(bytesText(framing.delimiter));
  }
  if ('start' in framing) return verbatim(`${bytesText(framing.start)} … ${bytesText(framing.end)}`);
  if ('pattern' in framing) return verbatim(`/${framing.pattern}/`);
  if ('header' in framing) return verbatim('Content-Length');
  if ('fixed' in framing) return framing.fixed === 1 ? phrase('1 byte') : phrase('{0} bytes', framing.fixed);
  if ('idleMs' in framing) return phrase('{0} ms idle', framing.idleMs);
  return shortLengthPrefixLabel(framing.lengthPrefix);
}

function bytesText(bytes: Bytes): string {
  return typeof bytes === 'string' ? JSON.stringify(bytes) : bytes.hex;
}
