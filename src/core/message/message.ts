/** A message as it is written in the composer, kept in a library, or sent again and again: not yet bytes. */
import type { ChecksumName } from '../bytes/checksum.ts';
import type { EndpointConfig } from '../endpointConfig.ts';

export const notations = ['text', 'hex', 'base64'] as const;
export const lineEndings = ['none', 'lf', 'crlf', 'cr'] as const;

export type Notation = (typeof notations)[number];
export type LineEnding = (typeof lineEndings)[number] & NonNullable<EndpointConfig['lineEnding']>;

export interface Message {
  readonly notation: Notation;
  readonly text: string;
  /** Text only: backslashes begin C escapes. */
  readonly escapes?: boolean;
  /** Text only: added at the end, the endpoint's own where absent. A framing by lines adds its own instead. */
  readonly lineEnding?: LineEnding;
  /** Appended to what the text stands for, before the line ending. */
  readonly checksum?: ChecksumName;
  /** `{{$…}}` is sent as it stands, not as its value. */
  readonly literal?: boolean;
}

/** The longest text of a message that is kept or sent, in UTF-16 units: 16 MiB of bytes in hex with blanks. */
export const maxMessageUnits = 48 * 1024 * 1024;
