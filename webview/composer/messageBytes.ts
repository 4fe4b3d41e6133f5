/** What the composer sends: its text in the chosen notation, as bytes. */
import { parseBase64 } from '../../src/core/bytes/base64.ts';
import { encodeText } from '../../src/core/bytes/encodeText.ts';
import { unescapeBytes } from '../../src/core/bytes/escapes.ts';
import { parseHex } from '../../src/core/bytes/hex.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';

export type Notation = 'text' | 'hex' | 'base64';
export type LineEnding = NonNullable<EndpointConfig['lineEnding']>;

export interface MessageInput {
  readonly notation: Notation;
  readonly text: string;
  /** Text only: backslashes begin C escapes. */
  readonly escapes: boolean;
  /** Text only: added at the end. */
  readonly lineEnding: LineEnding;
  readonly encoding: NonNullable<EndpointConfig['encoding']>;
}

const endings: Record<LineEnding, string> = { none: '', lf: '\n', crlf: '\r\n', cr: '\r' };

/** @throws RangeError with a sentence that says what can't be read, and where. */
export function messageBytes({ notation, text, escapes, lineEnding, encoding }: MessageInput): Uint8Array {
  if (notation === 'hex') return parseHex(text);
  if (notation === 'base64') return parseBase64(text);
  const body = escapes ? unescapeBytes(text, encoding) : encodeText(text, encoding);
  const ending = encodeText(endings[lineEnding], encoding);
  const bytes = new Uint8Array(body.length + ending.length);
  bytes.set(body);
  bytes.set(ending, body.length);
  return bytes;
}
