/** The schema of a framing, and what it can't be combined with. */
import * as z from 'zod';
import { encodeText } from '../bytes/encodeText.ts';
import { formatHex } from '../bytes/hex.ts';
import type { EndpointConfig } from '../endpointConfig.ts';
import { delimiterBytes } from '../framing/delimiterBytes.ts';
import { defaultMaxFrameBytes } from '../framing/framing.ts';
import { type Phrase, phrase } from '../phrase.ts';
import { lengthPrefix, lengthPrefixProblem } from './lengthPrefixSchema.ts';
import { byteLimit, parsedBy } from './schemaParts.ts';

export const framing = z
  .union(
    [
      z.literal(['none', 'slip', 'cobs']),
      z.strictObject({ line: z.enum(['lf', 'crlf', 'cr', 'any']) }),
      z.strictObject({
        delimiter: z.union(
          [
            parsedBy(delimiterBytes, 'Text that ends a message, sent as UTF-8.'),
            z.strictObject({ hex: parsedBy(hex => delimiterBytes({ hex }), 'Bytes that end a message.') }),
          ],
          { error: 'must be a string or {"hex": …}' },
        ),
      }),
      z.strictObject({ fixed: byteLimit.describe('Size of every message in bytes.') }),
      z.strictObject({
        idleMs: z.int().min(1).max(60_000).describe('A message ends when nothing arrives for this many milliseconds.'),
      }),
      z.strictObject({ lengthPrefix }),
    ],
    {
      error:
        'must be "none", "slip", "cobs", {"line": …}, {"delimiter": …}, {"lengthPrefix": …}, {"fixed": …} or {"idleMs": …}',
    },
  )
  .describe('How a byte stream is split into messages. "none" delivers each read as one message.');

/** Returns why a framing can't work with the limit and the encoding of its endpoint. */
export function framingProblem({
  framing: chosen,
  encoding,
  maxFrameBytes = defaultMaxFrameBytes,
}: Pick<EndpointConfig, 'framing' | 'encoding' | 'maxFrameBytes'>): Phrase | undefined {
  if (typeof chosen !== 'object') return undefined;
  if ('fixed' in chosen && chosen.fixed > maxFrameBytes)
    return phrase('fixed is more than maxFrameBytes ({0})', maxFrameBytes);
  if ('lengthPrefix' in chosen) return lengthPrefixProblem(chosen.lengthPrefix, maxFrameBytes);
  if (encoding !== 'utf16le' && encoding !== 'utf16be') return undefined;
  const inHex = (text: string) => `{"delimiter": {"hex": "${formatHex(encodeText(text, encoding))}"}}`;
  if ('line' in chosen) return phrase('line endings are single bytes, which UTF-16 doesn’t have; use {0}', inHex('\n'));
  if ('delimiter' in chosen && typeof chosen.delimiter === 'string')
    return phrase('a text delimiter is UTF-8, which would split UTF-16 characters; use {0}', inHex(chosen.delimiter));
  return undefined;
}
