/** Schema of an endpoint's config. Everything that opens an endpoint parses its input here. */
import * as z from 'zod';
import { parseAddress } from '../address.ts';
import { parseRemote } from '../datagramTarget.ts';
import type { EndpointConfig } from '../endpointConfig.ts';
import { allKinds, kinds } from '../kinds.ts';
import { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import type { Phrase } from '../phrase.ts';
import { parseNamePattern } from '../transfer/namePattern.ts';
import { ConfigError, type ConfigProblem } from './configError.ts';
import { configProblems } from './configProblems.ts';
import { configSizeProblem } from './configSize.ts';
import { framing } from './framingSchema.ts';
import { patternsTogetherProblem, syntaxProblems } from './regexCondition.ts';
import { replyRule } from './replyRuleSchema.ts';
import { byteLimit, milliseconds, parsedBy, payload, port } from './schemaParts.ts';
import { problemAt, schemaProblems } from './schemaProblems.ts';
import { unknownKeyWarnings, withUnknownAsJson } from './unknownKeys.ts';
import { withoutLibrarySentences } from './valueProblem.ts';

/** More than any path has, and than `parseConnection` returns: longer addresses would only take long to parse. */
const maxAddressUnits = 20_000;

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
    .describe('How messages are replied to: "none", "echo", or a list of rules. The first rule that matches applies.'),
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
  if (tooLarge) throw new ConfigError([problemAt([], tooLarge)]);
  const tooMuch = patternsTogetherProblem(value, compiled);
  if (tooMuch) throw new ConfigError([problemAt(['reply'], tooMuch)]);
  const { data, error } = fields.safeParse(value, withoutLibrarySentences);
  const inFields = [...schemaProblems(error?.issues ?? []), ...placed(syntaxProblems(value, compiled))];
  if (!data || inFields.length > 0) throw new ConfigError(inFields);
  const together = placed(configProblems(data, compiled));
  if (together.length > 0) throw new ConfigError(together);
  const unknownKeys = unknownKeyWarnings(data).map(({ path }) => path);
  return { config: withUnknownAsJson(data) satisfies EndpointConfig, unknownKeys };
}

function placed(problems: readonly { path: readonly (string | number)[]; phrase: Phrase }[]): ConfigProblem[] {
  return problems.map(({ path, phrase: reason }) => problemAt(path, reason));
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
