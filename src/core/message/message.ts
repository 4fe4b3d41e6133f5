/** A message as written in the composer, saved, or repeated: not yet bytes. */
import type { ChecksumName } from '../bytes/checksum.ts';
import type { EndpointConfig } from '../endpointConfig.ts';

export const notations = ['text', 'hex', 'base64'] as const;
export const lineEndings = ['none', 'lf', 'crlf', 'cr'] as const;

export type Notation = (typeof notations)[number];
export type LineEnding = (typeof lineEndings)[number] & NonNullable<EndpointConfig['lineEnding']>;

export interface Message {
  readonly notation: Notation;
  readonly text: string;
  /** Text only: C escapes are interpreted. */
  readonly escapes?: boolean;
  /** Text only: appended at the end; by default, the endpoint's own. Line framing appends its own instead. */
  readonly lineEnding?: LineEnding;
  /** Appended to the bytes of the text, before the line ending. */
  readonly checksum?: ChecksumName;
  /** Sends `{{$…}}` literally instead of replacing it with its value. */
  readonly literal?: boolean;
}
