/** Converts a written message to bytes: expands variables, parses the notation, adds checksum and line ending. */
import { parseBase64 } from '../bytes/base64.ts';
import { checksum } from '../bytes/checksum.ts';
import { encodeText } from '../bytes/encodeText.ts';
import { unescapeBytes } from '../bytes/escapes.ts';
import { textCodec } from '../bytes/textCodec.ts';
import type { Encoding, EndpointConfig } from '../endpointConfig.ts';
import { framingOf } from '../framing/framingOf.ts';
import { plainFraming } from '../framing/namedFramings.ts';
import { maxMessageUnits } from '../limits.ts';
import { TextError } from '../phrase.ts';
import { compileTemplate, type TemplateNotation } from '../template/compileTemplate.ts';
import { hexNotation, textNotation } from '../template/payload.ts';
import { countBraces, hasValues, parseMessage } from '../template/template.ts';
import type { VariableSources } from '../template/values.ts';
import type { LineEnding, Message } from './message.ts';

/** Parts of an endpoint's config that affect the bytes of a message. */
export type MessageContext = Pick<EndpointConfig, 'encoding' | 'framing' | 'lineEnding'>;

/** More than anyone writes by hand in a message with variables. */
const maxBraces = 10_000;

/** A message may be sent to several peers. Only values are placeholders in it. */
const messageNames = { names: [], hasPeer: false, hasSpans: false };

const endings: Record<LineEnding, string> = { none: '', lf: '\n', crlf: '\r\n', cr: '\r' };

/**
 * Returns the bytes of a message, without those that the framing adds. In text, a checksum precedes the line ending, as
 * in line-based protocols.
 * @throws RangeError with a sentence that says what can't be parsed, and where.
 */
export function messageBytes(
  message: Message,
  context: MessageContext,
  sources: VariableSources,
): Uint8Array<ArrayBuffer> {
  if (message.text.length > maxMessageUnits)
    throw new TextError('the message has more than {0} characters; send it as a file', maxMessageUnits);
  const body = bodyBytes(message, context, sources);
  const sum = message.checksum === undefined ? new Uint8Array() : checksum(message.checksum, body);
  const ending = encodeText(endings[lineEndingOf(message, context)], context.encoding ?? 'utf8');
  const bytes = new Uint8Array(body.length + sum.length + ending.length);
  bytes.set(body);
  bytes.set(sum, body.length);
  bytes.set(ending, body.length + sum.length);
  return bytes;
}

/** Whether the bytes may differ each time, because the message contains variables. */
export function isVariable({ notation, text, literal }: Message): boolean {
  return notation !== 'base64' && literal !== true && text.length <= maxMessageUnits && hasValues(text);
}

/** Whether the framing of what is sent adds a line ending itself. */
export function addsLineEnding({ framing }: MessageContext): boolean {
  const plain = plainFraming(framingOf(framing, 'out'));
  return typeof plain === 'object' && 'line' in plain;
}

/** Returns the line ending to append to a message. */
export function lineEndingOf({ notation, lineEnding }: Message, context: MessageContext): LineEnding {
  if (notation !== 'text' || addsLineEnding(context)) return 'none';
  return lineEnding ?? context.lineEnding ?? 'none';
}

function bodyBytes(message: Message, { encoding = 'utf8' }: MessageContext, sources: VariableSources): Uint8Array {
  const notation = notationOf(message, encoding);
  if (!isVariable(message)) return notation.encode(message.text, 0);
  checkCount(message.text);
  return compileTemplate(parseMessage(message.text), notation, messageNames).render(sources);
}

/** Limits the variables: each is parsed and expanded while others wait, and again for each repetition. */
function checkCount(text: string): void {
  if (countBraces(text, maxBraces) > maxBraces)
    throw new TextError('a message with variables can contain “{{” at most {0} times', maxBraces);
}

function notationOf({ notation, escapes }: Message, encoding: Encoding): TemplateNotation {
  const codec = textCodec(encoding);
  if (notation === 'hex') return hexNotation(codec);
  const text = textNotation(codec);
  if (notation === 'base64') return { ...text, encode: parseBase64 };
  return escapes ? { ...text, encode: (typed, at) => unescapeBytes(typed, encoding, at) } : text;
}
