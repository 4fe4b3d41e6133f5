/** Schema of an endpoint's config. Everything that opens an endpoint parses its input here. */
import * as z from 'zod';
import { parseAddress } from '../address.ts';
import { encodeText } from '../bytes/encodeText.ts';
import { formatHex, parseHexPattern } from '../bytes/hex.ts';
import { payloadProblems } from './checkPayloads.ts';
import { ConfigError } from './configError.ts';
import { configSizeProblem } from './configSize.ts';
import { parseRemote } from '../datagramTarget.ts';
import type { EndpointConfig } from '../endpointConfig.ts';
import { delimiterBytes } from '../framing/delimiterBytes.ts';
import { defaultMaxFrameBytes } from '../framing/framing.ts';
import { allKinds, hasField, isStream, type KindConfig, kinds, specialFields } from '../kinds.ts';
import { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import { type Phrase, phrase, phraseOf, phraseText, TextError } from '../phrase.ts';
import { patternProblems, patternsTogetherProblem, regexCondition } from './regexCondition.ts';
import { schemaProblems } from './schemaProblems.ts';
import { withoutLibrarySentences } from './valueProblem.ts';
import { parseNamePattern } from '../transfer/namePattern.ts';
import { unknownKeyWarnings, withUnknownAsJson } from './unknownKeys.ts';

/** Ports go up to 65,535; byte limits up to what one buffer can hold. */
const port = z.int().min(0).max(65_535);
const byteLimit = z
  .int()
  .min(1)
  .max(1024 ** 3);
/** More than any path has or `parseConnection` accepts: longer addresses would only take long to parse. */
const maxAddressUnits = 20_000;
const milliseconds = z.int().min(0).max(86_400_000);

/** Returns an issue that keeps the phrase of the error that `parse` threw. */
function problemWith(input: unknown, path: string[], error: unknown): z.core.$ZodRawIssue {
  return { code: 'custom', input, path, message: (error as Error).message, params: { phrase: phraseOf(error) } };
}

/** Accepts the strings that `parse` accepts. The message of its RangeError becomes the problem's sentence. */
function parsedBy(parse: (text: string) => unknown, description: string, maxUnits = Number.POSITIVE_INFINITY) {
  return z
    .string()
    .check(context => {
      try {
        if (context.value.length > maxUnits) throw new TextError('must have at most {0} characters', maxUnits);
        parse(context.value);
      } catch (error) {
        context.issues.push(problemWith(context.value, [], error));
      }
    })
    .describe(description);
}

/** Text or hex, both with placeholders. Their values are checked with the rest of the config. */
function payload(description: string) {
  return z
    .union([z.string(), z.strictObject({ hex: z.string() })], { error: 'must be a string or {"hex": …}' })
    .describe(description);
}

const framing = z
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
      z.strictObject({
        lengthPrefix: z.strictObject({
          bytes: z.literal([1, 2, 3, 4, 8]).describe('Size of the length field in bytes.'),
          endian: z.enum(['little', 'big']),
          includesHeader: z.exactOptional(z.boolean()).describe('Whether the length includes the header.'),
          offset: z
            .exactOptional(z.int().min(0).max(1024))
            .describe('Number of bytes before the length field. If set, messages include their header.'),
        }),
      }),
    ],
    {
      error:
        'must be "none", "slip", "cobs", {"line": …}, {"delimiter": …}, {"lengthPrefix": …}, {"fixed": …} or {"idleMs": …}',
    },
  )
  .describe('How a byte stream is split into messages. "none" delivers each read as one message.');

const replyRule = z.strictObject({
  when: z
    .union(
      [
        z.strictObject({ text: z.string() }),
        regexCondition,
        z.strictObject({ hex: parsedBy(parseHexPattern, 'Bytes in hex; ".." is any byte.') }),
      ],
      { error: 'must be {"text": …}, {"regex": …, "flags": …} or {"hex": …}' },
    )
    .describe(
      'Which messages the rule replies to. "text" must match the whole message, with or without a line ending.',
    ),
  send: payload(
    'The reply as text or hex. {{message}} inserts the message, {{0}}, {{1}} and {{name}} insert captures, and {{$now}} inserts a value.',
  ),
  delayMs: z.exactOptional(milliseconds).describe('Wait this long before replying.'),
  close: z.exactOptional(z.boolean()).describe('Close the connection after the reply.'),
});

const socketOptions = z.strictObject({
  noDelay: z.exactOptional(z.boolean()).describe('TCP: send small writes immediately.'),
  keepAliveMs: z
    .exactOptional(milliseconds)
    .describe('TCP: idle time before keep-alive probes, in milliseconds. 0 turns them off.'),
  reuseAddress: z.exactOptional(z.boolean()).describe('UDP: allow several sockets to bind to the same address.'),
  localAddress: z.exactOptional(z.string()).describe('Client: the address to connect from.'),
  localPort: z.exactOptional(port).describe('Client: the port to connect from.'),
  broadcast: z.exactOptional(z.boolean()).describe('UDP: allow sending to broadcast addresses.'),
  ttl: z.exactOptional(z.int().min(1).max(255)).describe('UDP: time to live of outgoing datagrams.'),
});

const reconnect = z
  .strictObject({
    minMs: z.int().min(1).max(3_600_000),
    maxMs: z.int().min(1).max(3_600_000),
    attempts: z.exactOptional(z.int().min(1)),
  })
  .refine(value => value.minMs <= value.maxMs, { path: ['maxMs'], error: 'maxMs must not be less than minMs' });

const files = z.strictObject({
  mode: z
    .enum(['off', 'raw', 'framed'])
    .describe('"raw": all bytes of a connection are one file. "framed": files sent in Portside’s framed format.'),
  directory: z
    .exactOptional(z.string().min(1))
    .describe(
      'Folder for received files: absolute, or relative to the workspace. If omitted, the portside.files.directory setting is used.',
    ),
  name: z.exactOptional(
    parsedBy(
      parseNamePattern,
      'Name pattern for raw files. {n} is a number, {peer} the address, {time} the time, {ext} the type.',
    ),
  ),
  maxFileBytes: z
    .exactOptional(z.int().min(0))
    .describe(
      'Larger files are rejected. The size of a raw file is unknown in advance: past this limit the connection is reset and the part received is kept as .part.',
    ),
});

const listening = allKinds.filter(kind => kinds[kind].listens);
const connecting = allKinds.filter(kind => !kinds[kind].listens);

const fields = z.looseObject({
  version: z.exactOptional(z.literal(1, { error: 'made by a newer version of Portside; this one supports version 1' })),
  kind: z.enum(allKinds).describe('Kind of endpoint to open.'),
  address: parsedBy(
    text => parseAddress(text),
    `Address to listen on (${listening.join(', ')}) or connect to (${connecting.join(', ')}). Port 0 picks a free port; ":9000" is loopback only.`,
    maxAddressUnits,
  ),
  name: z.exactOptional(z.string().min(1).max(200)).describe('Name of the endpoint.'),
  remote: z.exactOptional(parsedBy(parseRemote, 'UDP: default recipient of messages.', maxAddressUnits)),
  connected: z
    .exactOptional(z.boolean())
    .describe('UDP: receive only from the remote, and report when nothing is listening there.'),
  framing: z.exactOptional(framing),
  maxFrameBytes: z.exactOptional(byteLimit).describe('Maximum size of a message in bytes. The default is 16 MiB.'),
  encoding: z.exactOptional(z.enum(['utf8', 'latin1', 'utf16le', 'utf16be'])).describe('Encoding of text.'),
  lineEnding: z
    .exactOptional(z.enum(['none', 'lf', 'crlf', 'cr']))
    .describe('Line ending appended to typed text and, with {"line": "any"}, to each line that has none.'),
  greeting: z.exactOptional(
    payload('Text or hex sent first on each connection. {{$peer}} and {{$now}} insert values.'),
  ),
  closeAfterGreeting: z.exactOptional(z.boolean()).describe('Close each connection after the greeting.'),
  reply: z
    .exactOptional(
      z.union([z.literal(['none', 'echo']), z.array(replyRule).max(1000)], {
        error: 'must be "none", "echo" or a list of rules',
      }),
    )
    .describe(
      'How messages are replied to: "none", "echo", or a list of rules. The first rule that matches sends its reply.',
    ),
  maxPeers: z
    .exactOptional(z.int().min(1))
    .describe('Servers: maximum number of clients. Further connections are refused.'),
  backlog: z
    .exactOptional(z.int().min(1).max(65_535))
    .describe('Servers: maximum number of connections waiting to be accepted.'),
  connectTimeoutMs: z
    .exactOptional(z.int().min(1).max(3_600_000))
    .describe('Clients: give up connecting after this long.'),
  reconnect: z
    .exactOptional(reconnect)
    .describe('Clients: reconnect when the connection is lost or can’t be established.'),
  maxQueuedBytes: z
    .exactOptional(byteLimit)
    .describe('Maximum number of bytes queued for one peer. Messages that would exceed this are rejected.'),
  files: z.exactOptional(files).describe('Streams: save received data as files.'),
  options: z.exactOptional(socketOptions).describe('Socket options.'),
});

const schema = fields.check(context => {
  const config = context.value;
  const problem = (place: string | (string | number)[], reason: Phrase) =>
    context.issues.push({
      code: 'custom',
      input: config,
      path: [place].flat(),
      message: phraseText(reason),
      params: { phrase: reason },
    });
  for (const key of specialFields) {
    if (config[key] !== undefined && !hasField(config, key)) problem(key, onlyForPhrase(key));
  }
  const inFraming = framingProblem(config);
  if (inFraming) problem('framing', inFraming);
  if (config.connected && config.remote === undefined) problem('remote', phrase('required when connected is true'));
  for (const key of ['address', 'remote'] as const) {
    const text = config[key];
    const mismatch = text === undefined ? undefined : kindMismatch(config, text);
    if (mismatch) problem(key, mismatch);
  }
  for (const { path, phrase: reason } of [...patternProblems(config), ...payloadProblems(config)])
    problem(path, reason);
});

/** Returns why a framing can't work with the endpoint's limit and encoding. */
function framingProblem({
  framing: chosen,
  encoding,
  maxFrameBytes = defaultMaxFrameBytes,
}: Pick<EndpointConfig, 'framing' | 'encoding' | 'maxFrameBytes'>): Phrase | undefined {
  if (typeof chosen !== 'object') return undefined;
  if ('fixed' in chosen && chosen.fixed > maxFrameBytes)
    return phrase('fixed is more than maxFrameBytes ({0})', maxFrameBytes);
  if (encoding !== 'utf16le' && encoding !== 'utf16be') return undefined;
  const inHex = (text: string) => `{"delimiter": {"hex": "${formatHex(encodeText(text, encoding))}"}}`;
  if ('line' in chosen) return phrase('line endings are single bytes, which UTF-16 doesn’t have; use {0}', inHex('\n'));
  if ('delimiter' in chosen && typeof chosen.delimiter === 'string')
    return phrase('a text delimiter is UTF-8, which would split UTF-16 characters; use {0}', inHex(chosen.delimiter));
  return undefined;
}

function onlyForPhrase(key: keyof EndpointConfig): Phrase {
  const those = allKinds.filter(kind => hasField({ kind }, key));
  const last = those.at(-1) ?? '';
  return those.length < 2
    ? phrase('only for {0}', last)
    : phrase('only for {0} and {1}', those.slice(0, -1).join(', '), last);
}

/** Returns why an endpoint of this kind can't use an address, or undefined if it can. */
function kindMismatch(config: KindConfig, text: string): Phrase | undefined {
  const { scheme } = parseAddress(text);
  const isMismatch = scheme !== undefined && isStream(config) === (scheme === 'udp');
  return isMismatch ? phrase('{0} endpoints can’t use a {1} address', config.kind, scheme) : undefined;
}

export { compilePatternsAhead } from './regexCondition.ts';

export interface ParsedConfig {
  readonly config: EndpointConfig;
  readonly unknownKeys: string[];
}

/**
 * Checks a value from outside; its patterns may already have been compiled. Returns the config, including unknown keys,
 * and the names of those keys.
 * @throws ConfigError naming each bad field.
 */
export function parseEndpointConfig(value: unknown, compiled = new CompiledPatterns()): ParsedConfig {
  const tooLarge = configSizeProblem(value);
  if (tooLarge) throw new ConfigError([{ path: '', message: phraseText(tooLarge), phrase: tooLarge }]);
  const tooMuch = compiled.sharedBy(() => patternsTogetherProblem(value));
  if (tooMuch) throw new ConfigError([{ path: 'reply', message: phraseText(tooMuch), phrase: tooMuch }]);
  const result = compiled.sharedBy(() => schema.safeParse(value, withoutLibrarySentences));
  if (!result.success) throw new ConfigError(schemaProblems(result.error.issues));
  const unknownKeys = unknownKeyWarnings(result.data).map(({ path }) => path);
  return { config: withUnknownAsJson(result.data) satisfies EndpointConfig, unknownKeys };
}

/** Fields of a saved endpoint, including those of its config. */
const savedFields = fields.extend({
  autoStart: z
    .exactOptional(z.boolean({ error: 'must be true or false' }))
    .describe('Start the endpoint when the window opens, if the workspace is trusted.'),
});

/**
 * Checks an entry of the `portside.endpoints` setting. Returns the config without the fields that only saved endpoints
 * have.
 * @throws ConfigError naming each bad field.
 */
export function parseSavedEndpoint(
  value: unknown,
  compiled?: CompiledPatterns,
): { config: EndpointConfig; autoStart: boolean } {
  const { autoStart, ...rest } = (isObject(value) ? value : {}) as Record<string, unknown>;
  const { config } = parseEndpointConfig(isObject(value) ? rest : value, compiled);
  const checked = savedFields.shape.autoStart.safeParse(autoStart);
  if (autoStart !== undefined && !checked.success)
    throw new ConfigError([{ path: 'autoStart', message: checked.error.issues[0]?.message ?? '' }]);
  return { config, autoStart: autoStart === true };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the JSON schema (draft 2020-12) of an endpoint's config, for the config editor. */
export function endpointConfigJsonSchema(): object {
  return jsonSchemaOf(fields);
}

/** Returns the JSON schema (draft 2020-12) of an entry of `portside.endpoints`. */
export function savedEndpointJsonSchema(): object {
  return jsonSchemaOf(savedFields);
}

function jsonSchemaOf(type: z.core.$ZodType): object {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });
  return jsonSchema;
}
