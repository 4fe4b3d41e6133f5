import assert from 'node:assert/strict';
import { ConfigError, type ConfigProblem } from '../../../../src/core/config/configError.ts';
import {
  parseEndpointConfig,
  parseSavedEndpoint,
  savedEndpointJsonSchema,
} from '../../../../src/core/config/endpointConfigSchema.ts';
import type { Phrase } from '../../../../src/core/phrase.ts';
import { collectStrings } from '../../../support/l10nStrings.ts';

const server = { kind: 'tcp-server', address: ':9000' };
const rule = { when: { text: 'a' }, send: 'b' };

function problemsOf(
  value: unknown,
  parse: (value: unknown) => unknown = parseEndpointConfig,
): readonly ConfigProblem[] {
  try {
    parse(value);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, `${error}`);
    return error.problems;
  }
}

describe('a config problem', () => {
  const sentences: [what: string, given: unknown, sentence: string][] = [
    ['a value that isn’t an object', [], 'must be an object'],
    ['a missing value', { kind: 'udp' }, 'address: required'],
    ['a missing value in an object', { ...server, reconnect: { minMs: 1 } }, 'reconnect.maxMs: required'],
    ['a missing literal', { address: ':1' }, 'kind: required, one of "tcp-server", "tcp-client", "udp"'],
    ['a missing literal in an object', { ...server, files: {} }, 'files.mode: required, one of "off", "raw", "framed"'],
    [
      'a missing literal in the intended branch',
      { ...server, framing: { lengthPrefix: { bytes: 2 } } },
      'framing.lengthPrefix.endian: required, one of "little", "big"',
    ],
    [
      'a value that fits no branch',
      { ...server, framing: {} },
      'framing: must be "none", "slip", "cobs", "json", {"line": …}, {"delimiter": …}, {"lengthPrefix": …}, {"fixed": …}, {"idleMs": …}, {"start": …, "end": …}, {"pattern": …}, {"header": …}, {"in": …, "out": …} or the name of a protocol',
    ],
    [
      'a value that isn’t a literal',
      { ...server, framing: { line: null } },
      'framing.line: must be one of "lf", "crlf", "cr", "any"',
    ],
    ['a value that isn’t a string', { ...server, name: 7 }, 'name: must be a string'],
    ['a value that isn’t a number', { ...server, backlog: '7' }, 'backlog: must be a number'],
    ['NaN', { ...server, backlog: Number.NaN }, 'backlog: must be a number'],
    ['a fraction', { ...server, backlog: 1.5 }, 'backlog: must be a whole number'],
    [
      'a value that isn’t a boolean',
      { ...server, closeAfterGreeting: 'no' },
      'closeAfterGreeting: must be true or false',
    ],
    ['a nested value that isn’t an object', { ...server, options: 7 }, 'options: must be an object'],
    ['a number that is too small', { ...server, maxPeers: 0 }, 'maxPeers: must be at least 1'],
    ['a number that is too large', { ...server, backlog: 70_000 }, 'backlog: must be at most 65535'],
    [
      'a number that is not a safe integer',
      { ...server, maxPeers: 1e300 },
      'maxPeers: must be at most 9007199254740991',
    ],
    ['an empty string', { ...server, name: '' }, 'name: must not be empty'],
    ['a string that is too long', { ...server, name: 'x'.repeat(201) }, 'name: must have at most 200 characters'],
    [
      'an unknown literal',
      { ...server, encoding: 'utf7' },
      'encoding: must be one of "utf8", "latin1", "utf16le", "utf16be"',
    ],
    [
      'an unknown number',
      { ...server, framing: { lengthPrefix: { bytes: 5, endian: 'big' } } },
      'framing.lengthPrefix.bytes: must be one of 1, 2, 3, 4, 8',
    ],
    ['an unknown key', { ...server, options: { a: 1 } }, 'options: unknown key "a"'],
    ['unknown keys', { ...server, options: { a: 1, b: 2 } }, 'options: unknown keys: "a", "b"'],
    ['a wrong type in the intended branch', { ...server, framing: { fixed: 'x' } }, 'framing.fixed: must be a number'],
    [
      'a union in a union',
      { ...server, framing: { delimiter: 5 } },
      'framing.delimiter: must be a string or {"hex": …}',
    ],
    [
      'a length prefix without a length',
      { ...server, framing: { lengthPrefix: { offset: 1 } } },
      'framing.lengthPrefix: must have one of "bytes", "digits", "digitsUntil", "hexDigits", "bcd" and "varint"',
    ],
    [
      'two lengths in one prefix',
      { ...server, framing: { lengthPrefix: { digits: 4, varint: true } } },
      'framing.lengthPrefix: must have one of "bytes", "digits", "digitsUntil", "hexDigits", "bcd" and "varint"',
    ],
    [
      'an unknown key in a length prefix',
      { ...server, framing: { lengthPrefix: { digits: 4, ofset: 1 } } },
      'framing.lengthPrefix: unknown key "ofset"',
    ],
    ['a value that isn’t a rule', { ...server, reply: [rule, 5] }, 'reply.1: rule 2: must be an object'],
    [
      'a wrong type in a rule',
      { ...server, reply: [{ ...rule, when: { text: 5 } }] },
      'reply.0.when.text: rule 1: must be a string',
    ],
    ['an unknown key in a rule', { ...server, reply: [{ ...rule, a: 1 }] }, 'reply.0: rule 1: unknown key "a"'],
    ['too many rules', { ...server, reply: Array(1001).fill(rule) }, 'reply: must have at most 1000 entries'],
    [
      'a later version',
      { ...server, version: 2 },
      'version: made by a newer version of Portside; this one supports version 1',
    ],
  ];
  for (const [what, given, sentence] of sentences) {
    it(`has our own wording: ${what}`, () => {
      assert.deepEqual(
        problemsOf(given).map(({ path, message }) => (path ? `${path}: ${message}` : message)),
        [sentence],
      );
    });
  }

  it('uses translatable strings, whatever the value or key', () => {
    const ours = new Set(collectStrings());
    const sample = {
      ...server,
      autoStart: true,
      reconnect: { minMs: 1, maxMs: 2, attempts: 3 },
      files: { mode: 'raw', directory: '/a', name: 'a', maxFileBytes: 1 },
      options: {
        noDelay: true,
        keepAliveMs: 1,
        reuseAddress: true,
        localAddress: 'a',
        localPort: 1,
        broadcast: true,
        ttl: 1,
      },
      framing: {
        lengthPrefix: {
          ...{ bytes: 1, endian: 'big', includesHeader: true, offset: 1, adjust: 1, trailer: { hex: '00' } },
          jsonHeader: { field: 'a', add: { b: 1 } },
        },
      },
      reply: [{ when: { regex: 'a', flags: 'i' }, send: { hex: '00' }, delayMs: 1, close: true }],
    };
    const { properties = {} } = savedEndpointJsonSchema() as { properties?: object };
    const places = new Set([...Object.keys(properties), ...placesIn(sample)]);
    const bad = [
      undefined,
      null,
      true,
      '',
      'x',
      'x'.repeat(70_000),
      -1,
      0,
      1.5,
      1e12,
      1e300,
      Number.NaN,
      [],
      [1],
      {},
      { x: 1 },
    ];
    const shapes = [
      { line: 'x' },
      { fixed: -1 },
      { idleMs: 0 },
      { lengthPrefix: { digits: 0, pad: 'x' } },
      { lengthPrefix: { digitsUntil: '1' } },
      { lengthPrefix: { bytes: 1, endian: 'big', adjust: -300 } },
      { lengthPrefix: { varint: true, adjust: 1024 ** 3, trailer: '' } },
      { lengthPrefix: { bcd: 11, jsonHeader: { field: 'a', add: { a: 1 } } } },
      { lengthPrefix: { bcd: 1, jsonHeader: { field: 'a', add: { a: 1 } } } },
      { lengthPrefix: { hexDigits: 1, jsonHeader: { field: 'a', add: { b: 'x'.repeat(20_000) } } } },
      { lengthPrefix: { hexDigits: 1, jsonHeader: { field: 'long', add: { b: 1n } } } },
      { lengthPrefix: { hexDigits: 1, jsonHeader: { field: 'long' } } },
      { delimiter: '' },
      { delimiter: { hex: 'zz' } },
      { hex: 'zz' },
    ];
    let found = 0;
    for (const place of places) {
      for (const value of [...bad, ...shapes]) {
        for (const { path, message, phrase } of problemsOf(
          withValue(sample, place.split('.'), value),
          parseSavedEndpoint,
        )) {
          found++;
          for (const template of templatesOf(phrase ?? { template: message, args: [] }))
            assert.ok(ours.has(template), `${path}: ${template}`);
        }
      }
    }
    assert.ok(found > 300, `${found} problems`);
  });

  it('quotes the beginning of long keys, and some of many', () => {
    const long = Object.fromEntries([['k'.repeat(100_000), 1]]);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`key${at}`, 1]));
    const [one] = problemsOf({ kind: 'udp', address: ':0', options: long }, parseSavedEndpoint);
    assert.match(one?.message ?? '', /^unknown key "k{199}…$/);
    const [all] = problemsOf({ kind: 'udp', address: ':0', options: many }, parseSavedEndpoint);
    assert.match(all?.message ?? '', /^unknown keys: "key0", .* "key39", …$/);
  });
});

function placesIn(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = typeof inner === 'object' && inner !== null ? placesIn(inner) : [];
    return [key, ...below.map(place => `${key}.${place}`), ...(below.length > 0 ? [`${key}.extra`] : [])];
  });
}

/** A copy of the value with another one at a place. */
function withValue(value: unknown, [key, ...below]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = withValue(copy[key], below, other);
  return copy;
}

/** The templates of a phrase and of its nested phrases. */
function templatesOf({ template, args }: Phrase): string[] {
  return [template, ...args.flatMap(arg => (typeof arg === 'object' && 'template' in arg ? templatesOf(arg) : []))];
}
