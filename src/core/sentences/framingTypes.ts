/** Types of framings: what a user chooses first, before the parameters. */
import type { Framing } from '../endpointConfig.ts';
import { isFramingName } from '../framing/namedFramings.ts';
import { type Phrase, phrase, verbatim } from '../phrase.ts';

export type FramingType =
  | ('none' | 'line' | 'delimiter' | 'named' | 'lengthPrefix' | 'enclosed' | 'pattern')
  | ('header' | 'json' | 'fixed' | 'idle' | 'slip' | 'cobs');

interface FramingTypeTexts {
  readonly label: Phrase;
  /** Effect of the framing on the stream: sentences with a period. */
  readonly help: Phrase;
}

/** In the order in which they are offered. */
export const framingTypes: Readonly<Record<FramingType, FramingTypeTexts>> = {
  none: {
    label: phrase('none: one message per read'),
    help: phrase('Each read is shown as one message. TCP may split or merge what was sent.'),
  },
  line: { label: phrase('lines'), help: phrase('Each line is one message. Sent messages get a line ending.') },
  delimiter: {
    label: phrase('delimiter'),
    help: phrase('Each message ends with a delimiter, which is appended to sent messages.'),
  },
  lengthPrefix: { label: phrase('length prefix'), help: phrase('Each message begins with its length.') },
  named: {
    label: phrase('protocol or number format'),
    help: phrase('The framing of a well-known protocol or format.'),
  },
  enclosed: {
    label: phrase('start and end'),
    help: phrase('Each message is between two sequences of bytes, which are added to sent messages.'),
  },
  pattern: {
    label: phrase('end by pattern (RE2)'),
    help: phrase('Each message ends with a match of a regular expression. Sent messages must contain it.'),
  },
  header: {
    label: phrase('Content-Length header'),
    help: phrase('Each message has header lines, a blank line and as many bytes as {0} says.', 'Content-Length'),
  },
  json: {
    label: phrase('JSON values'),
    help: phrase('Each message is a JSON value, one after another, with or without white space between them.'),
  },
  fixed: { label: phrase('fixed length'), help: phrase('Every message has the same length.') },
  idle: {
    label: phrase('idle time'),
    help: phrase('A message ends when nothing arrives for a while, as on serial lines.'),
  },
  slip: {
    label: verbatim('SLIP (RFC 1055)'),
    help: phrase('Each message ends with the byte {0}, as on serial lines.', 'c0'),
  },
  cobs: {
    label: verbatim('COBS'),
    help: phrase('Each message ends with the byte {0}, which never occurs inside it.', '00'),
  },
};

export function framingType(framing: Framing): FramingType {
  if (isFramingName(framing)) return 'named';
  if (typeof framing === 'string') return framing;
  if ('line' in framing) return 'line';
  if ('delimiter' in framing) return 'delimiter';
  if ('lengthPrefix' in framing) return 'lengthPrefix';
  if ('start' in framing) return 'enclosed';
  if ('pattern' in framing) return 'pattern';
  if ('header' in framing) return 'header';
  return 'fixed' in framing ? 'fixed' : 'idle';
}
