/** What a framing makes of a sample message, to be shown beside its parameters. */
import { encodeText } from '../bytes/encodeText.ts';
import { unescapeText } from '../bytes/escapedText.ts';
import { parseHex } from '../bytes/hex.ts';
import { joinBytes } from '../bytes/joinBytes.ts';
import type { EndpointConfig, Framing, FramingName, LengthPrefix } from '../endpointConfig.ts';
import { framingFor } from './framings.ts';
import { plainFraming } from './namedFramings.ts';
import { SequenceSearch } from './sequenceSearch.ts';

export const sampleText = 'hello';
/** Longer examples don’t fit into the form. */
const maxBytes = 512;

export interface WireExample {
  readonly bytes: Uint8Array;
  /** Where the sample text is; absent if the framing changes its bytes. */
  readonly textAt?: number;
  /** Number of bytes of the text. */
  readonly textBytes: number;
}

/**
 * Returns the sample text as the framing sends it: alone, or inside a message that the framing accepts where one must
 * bring its own header or end. Undefined if there is none that is short.
 */
export function wireExample(
  framing: Framing,
  { encoding = 'utf8', lineEnding }: Pick<EndpointConfig, 'encoding' | 'lineEnding'> = {},
): WireExample | undefined {
  const text = encodeText(sampleText, encoding);
  for (const message of messages(framing, text)) {
    const bytes = encoded(framing, message, lineEnding);
    if (!bytes) continue;
    const textAt = new SequenceSearch(text).indexIn(bytes);
    return { bytes, textBytes: text.length, ...(textAt >= 0 && { textAt }) };
  }
  return undefined;
}

function encoded(
  framing: Framing,
  message: Uint8Array,
  lineEnding: EndpointConfig['lineEnding'],
): Uint8Array | undefined {
  try {
    const frame = framingFor(framing, lineEnding).encoder().encode(message);
    return frame.length <= maxBytes ? joinBytes([...frame.parts]) : undefined;
  } catch {
    return undefined; // The framing refuses this message.
  }
}

/** Returns the text, and messages that contain it in case the framing refuses the text alone. */
function* messages(framing: Framing, text: Uint8Array): Generator<Uint8Array> {
  yield text;
  const own = ownEnvelopes[framing as FramingName];
  if (own) yield joinBytes([parseHex(own[0]), text, parseHex(own[1])]);
  const plain = plainFraming(framing);
  if (plain === 'json') yield joinBytes([quote, text, quote]);
  if (typeof plain !== 'object') return;
  if ('fixed' in plain && plain.fixed <= maxBytes)
    yield Uint8Array.from({ length: plain.fixed }, (_, at) => text[at % text.length] as number);
  if ('header' in plain) yield joinBytes([utf8.encode(`Content-Length: ${text.length}\r\n\r\n`), text]);
  if ('pattern' in plain) yield* endings(plain.pattern).map(end => joinBytes([text, end]));
  if ('lengthPrefix' in plain) {
    const withHeader = afterHeader(plain.lengthPrefix, text);
    if (withHeader) yield withHeader;
  }
}

const utf8 = new TextEncoder();
const quote = utf8.encode('"');

/** What protocols whose messages have a header or an end of their own need around the text, in hex. */
const ownEnvelopes: Readonly<Partial<Record<FramingName, readonly [string, string]>>> = {
  fix: ['', '01 31 30 3d 30 30 30 01'],
  resp: ['24 35 0d 0a', '0d 0a'],
  postgres: ['51 00 00 00 0a', '00'],
  amqp: ['01 00 00 00 00 00 05', 'ce'],
  mqtt: ['30 05', ''],
};

/** Returns the text after a header with zeros before its length, for a framing whose messages bring their header. */
function afterHeader({ offset = 0, trailer: _, ...prefix }: LengthPrefix, text: Uint8Array): Uint8Array | undefined {
  const { includesHeader = false, adjust = 0 } = prefix;
  const lengthPrefix = { ...prefix, adjust: adjust - (includesHeader ? offset : 0) };
  const frame = encoded({ lengthPrefix }, text, undefined);
  return frame && joinBytes([new Uint8Array(offset), frame]);
}

/** Returns what may match a pattern: its text, with and without escapes. */
function endings(pattern: string): Uint8Array[] {
  try {
    return [utf8.encode(pattern), utf8.encode(unescapeText(pattern))];
  } catch {
    return [utf8.encode(pattern)];
  }
}
