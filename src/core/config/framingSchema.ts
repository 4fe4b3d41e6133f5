/** The schema of a framing, and what it can't be combined with. */
import * as z from 'zod';
import { encodeText } from '../bytes/encodeText.ts';
import { formatHex } from '../bytes/hex.ts';
import type { EndpointConfig, Framing } from '../endpointConfig.ts';
import { PatternAutomaton } from '../framing/ended/patternAutomaton.ts';
import { envelopeBytes } from '../framing/envelopeBytes.ts';
import { defaultMaxFrameBytes } from '../framing/framing.ts';
import { framingOf, isFramingPair } from '../framing/framingOf.ts';
import { framingNames, type PlainFraming, plainFraming } from '../framing/namedFramings.ts';
import { type Phrase, phrase } from '../phrase.ts';
import { lengthPrefix, lengthPrefixProblem } from './lengthPrefixSchema.ts';
import { byteLimit, parsedBy } from './schemaParts.ts';

/** More than the end of a message needs. */
const maxPatternUnits = 1000;

const sequence = (does: 'start' | 'end') =>
  z.union(
    [
      parsedBy(envelopeBytes, `Text that ${does}s a message, sent as UTF-8.`),
      z.strictObject({ hex: parsedBy(hex => envelopeBytes({ hex }), `Bytes that ${does} a message.`) }),
    ],
    { error: 'must be a string or {"hex": …}' },
  );

const choices = [
  z.literal(['none', 'slip', 'cobs', 'json', ...framingNames]),
  z.strictObject({ line: z.enum(['lf', 'crlf', 'cr', 'any']) }),
  z.strictObject({ delimiter: sequence('end') }),
  z.strictObject({ start: sequence('start'), end: sequence('end') }),
  z.strictObject({
    pattern: parsedBy(
      pattern => new PatternAutomaton(pattern),
      'An RE2 pattern of bytes. Each message ends with a match.',
      maxPatternUnits,
    ),
  }),
  z.strictObject({
    header: z.literal('content-length').describe('The header line that says how many bytes follow the header.'),
    keepHeader: z.exactOptional(z.boolean()).describe('Whether messages include their header, as in SIP and HTTP.'),
  }),
  z.strictObject({ fixed: byteLimit.describe('Size of every message in bytes.') }),
  z.strictObject({
    idleMs: z.int().min(1).max(60_000).describe('A message ends when nothing arrives for this many milliseconds.'),
  }),
  z.strictObject({ lengthPrefix }),
] as const;

const oneDirection = z.union(choices, {
  error:
    'must be "none", "slip", "cobs", "json", {"line": …}, {"delimiter": …}, {"lengthPrefix": …}, {"fixed": …}, {"idleMs": …}, {"start": …, "end": …}, {"pattern": …}, {"header": …} or the name of a protocol',
});

export const framing = z
  .union(
    [
      ...choices,
      z.strictObject({
        in: oneDirection.describe('How received bytes are split into messages.'),
        out: oneDirection.describe('How messages are sent.'),
      }),
    ],
    {
      error:
        'must be "none", "slip", "cobs", "json", {"line": …}, {"delimiter": …}, {"lengthPrefix": …}, {"fixed": …}, {"idleMs": …}, {"start": …, "end": …}, {"pattern": …}, {"header": …}, {"in": …, "out": …} or the name of a protocol',
    },
  )
  .describe(
    'How a byte stream is split into messages: in both directions, or {"in": …, "out": …} for what is received and what is sent. "none" delivers each read as one message.',
  );

type Limits = Pick<EndpointConfig, 'encoding' | 'maxFrameBytes'>;

/** Returns why a framing can't work with the limit and the encoding of its endpoint, for each direction of a pair. */
export function framingProblems({ framing: given, ...limits }: Pick<EndpointConfig, 'framing'> & Limits) {
  const directions = isFramingPair(given) ? (['in', 'out'] as const) : undefined;
  const problems = directions
    ? directions.map(at => ({ path: ['framing', at], phrase: framingProblem(framingOf(given, at), limits) }))
    : [{ path: ['framing'], phrase: framingProblem(framingOf(given, 'in'), limits) }];
  return problems.flatMap(({ path, phrase: reason }) => (reason ? [{ path, phrase: reason }] : []));
}

function framingProblem(
  framing: Framing,
  { encoding, maxFrameBytes = defaultMaxFrameBytes }: Limits,
): Phrase | undefined {
  const chosen = plainFraming(framing);
  if (chosen === 'json' && (encoding === 'utf16le' || encoding === 'utf16be'))
    return phrase('JSON values can be recognized in UTF-8, but not in UTF-16; choose another encoding');
  if (typeof chosen !== 'object') return undefined;
  if ('fixed' in chosen && chosen.fixed > maxFrameBytes)
    return phrase('fixed is more than maxFrameBytes ({0})', maxFrameBytes);
  if ('lengthPrefix' in chosen) return lengthPrefixProblem(chosen.lengthPrefix, maxFrameBytes);
  if (encoding !== 'utf16le' && encoding !== 'utf16be') return undefined;
  return utf16Problem(chosen, encoding);
}

/** Returns why a framing can't find the messages in UTF-16. */
function utf16Problem(chosen: Extract<PlainFraming, object>, encoding: 'utf16le' | 'utf16be'): Phrase | undefined {
  const hex = (text: string) => `{"hex": "${formatHex(encodeText(text, encoding))}"}`;
  if ('line' in chosen)
    return phrase('line endings are single bytes, which UTF-16 doesn’t have; use {0}', `{"delimiter": ${hex('\n')}}`);
  const delimiter = 'delimiter' in chosen ? [chosen.delimiter] : 'start' in chosen ? [chosen.start, chosen.end] : [];
  const texts = delimiter.filter(one => typeof one === 'string');
  if (texts.length === 0) return undefined;
  const written = delimiter.map(one => (typeof one === 'string' ? hex(one) : JSON.stringify(one)));
  const [first = '', second = ''] = written;
  const used = 'start' in chosen ? `{"start": ${first}, "end": ${second}}` : `{"delimiter": ${first}}`;
  return phrase('a text delimiter is UTF-8, which would split UTF-16 characters; use {0}', used);
}
