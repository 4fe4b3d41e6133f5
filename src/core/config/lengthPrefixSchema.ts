/** The schema of a length prefix, and why one can't work. */
import * as z from 'zod';
import { isJsonDeeper } from '../bytes/jsonDepth.ts';
import type { LengthPrefix } from '../endpointConfig.ts';
import { maxDigitRun } from '../framing/digitRun.ts';
import { envelopeBytes, lengthEndBytes } from '../framing/envelopeBytes.ts';
import { maxJsonHeaderBytes } from '../framing/length/jsonHeader.ts';
import { LengthEnvelope, lengthCodec } from '../framing/length/lengthEnvelope.ts';
import { jsonHeaderParts } from '../framing/length/lengthPrefixEncoder.ts';
import { type Phrase, phrase, phraseOf, phraseText } from '../phrase.ts';
import { parsedBy } from './schemaParts.ts';

/** Digits of 64 bits, two per byte. */
const maxBcdBytes = 10;
const maxAdjust = 1024 ** 3;
/** With more, the event that records a change of the framing would be nested too deeply to be read back. */
const maxAddedLevels = 6;

const anyBytes = (parse: typeof envelopeBytes, inText: string, inHex: string) =>
  z.union([parsedBy(parse, inText), z.strictObject({ hex: parsedBy(hex => parse({ hex }), inHex) })], {
    error: 'must be a string or {"hex": …}',
  });

const jsonHeader = z.strictObject({
  field: z.string().min(1).max(200).describe('Field of the JSON header that has the length of the message.'),
  add: z.exactOptional(z.looseObject({}).transform(asJson)).describe('Other fields of the JSON headers that are sent.'),
});

/** Returns the value as JSON has it: code may pass others. */
function asJson(value: Record<string, unknown>, context: z.core.$RefinementCtx): Record<string, unknown> {
  const refuse = (reason: Phrase) => {
    const message = phraseText(reason);
    context.issues.push({ code: 'custom', input: value, path: [], message, params: { phrase: reason } });
    return z.NEVER;
  };
  try {
    const json = JSON.stringify(value);
    const bytes = new TextEncoder().encode(json);
    if (isJsonDeeper(bytes, maxAddedLevels)) return refuse(phrase('is nested too deeply'));
    if (bytes.length > maxJsonHeaderBytes)
      return refuse(phrase('must be at most {0} bytes of JSON', maxJsonHeaderBytes));
    return JSON.parse(json);
  } catch {
    return refuse(phrase('isn’t a valid value')); // JSON can't represent it, or it contains itself.
  }
}

const options = {
  offset: z
    .exactOptional(z.int().min(0).max(1024))
    .describe('Number of bytes before the length field. If set, messages include their header.'),
  includesHeader: z.exactOptional(z.boolean()).describe('Whether the length includes the header.'),
  adjust: z
    .exactOptional(z.int().min(-maxAdjust).max(maxAdjust))
    .describe('Added to the length to get the size of what follows. Negative if the length counts too much.'),
  trailer: z.exactOptional(
    anyBytes(
      envelopeBytes,
      'Text after each message, sent as UTF-8, which the length doesn’t count.',
      'Bytes after each message.',
    ),
  ),
  jsonHeader: z
    .exactOptional(jsonHeader)
    .describe('The length is that of a JSON header, which has the length of the message behind it.'),
};

export const lengthPrefix = z.union(
  [
    z.strictObject({
      bytes: z.literal([1, 2, 3, 4, 8]).describe('Size of the length field in bytes.'),
      endian: z.enum(['little', 'big']),
      ...options,
    }),
    z.strictObject({
      digits: z.int().min(1).max(maxDigitRun).describe('The length has this many decimal digits, padded in any way.'),
      pad: z
        .exactOptional(z.enum(['zeros', 'left', 'right']))
        .describe('How the length is padded when sent: with zeros, or with spaces on the left or (default) right.'),
      ...options,
    }),
    z.strictObject({
      digitsUntil: anyBytes(
        lengthEndBytes,
        'Text that ends a decimal length, sent as UTF-8.',
        'Bytes that end a decimal length.',
      ),
      ...options,
    }),
    z.strictObject({
      hexDigits: z.int().min(1).max(maxDigitRun).describe('The length has this many hexadecimal digits.'),
      ...options,
    }),
    z.strictObject({
      bcd: z.int().min(1).max(maxBcdBytes).describe('The length has this many bytes of two decimal digits each.'),
      ...options,
    }),
    z.strictObject({
      varint: z.literal(true).describe('The length is a varint (unsigned LEB128), as in protobuf.'),
      ...options,
    }),
  ],
  { error: 'must have one of "bytes", "digits", "digitsUntil", "hexDigits", "bcd" and "varint"' },
);

/** Returns why no message could be sent or received with this prefix. */
export function lengthPrefixProblem(prefix: LengthPrefix, maxFrameBytes: number): Phrase | undefined {
  const envelope = new LengthEnvelope(lengthCodec(prefix), prefix);
  const { minBytes, maxLength } = envelope.field;
  const excess = envelope.excess(minBytes);
  if (maxLength < excess)
    return phrase(
      'no message is possible: even an empty one would have the length {0}, but the field holds at most {1}',
      excess,
      maxLength,
    );
  if (!prefix.jsonHeader) {
    return -excess > maxFrameBytes ? phrase('adjust is more than maxFrameBytes ({0})', maxFrameBytes) : undefined;
  }
  const { field, add = {} } = prefix.jsonHeader;
  if (Object.hasOwn(add, field)) return phrase('“add” can’t contain “{0}”, which has the length of the message', field);
  try {
    jsonHeaderParts(envelope, 0);
    return undefined;
  } catch (error) {
    const reason = phraseOf(error);
    if (!reason) throw error;
    return reason;
  }
}
