import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../../../src/core/config/configError.ts';
import {
  parseEndpointConfig,
  parseSavedEndpoint,
  savedEndpointJsonSchema,
} from '../../../../src/core/config/endpointConfigSchema.ts';
import { root } from '../../../support/paths.ts';
import { settingsSchema, withoutSchemaTexts } from '../../../support/settingsSchema.ts';

const server = { kind: 'tcp-server', address: ':9000' };
const answers = { when: { text: 'a' }, send: 'abc' };
const nothing = { when: { text: 'a' }, send: '' };

describe('parseEndpointConfig', () => {
  const refused: [string, unknown, string, RegExp][] = [
    ['a value that isn’t an object', 'nonsense', '', /must be an object/],
    ['an unknown kind', { ...server, kind: 'sctp' }, 'kind', /tcp-server/],
    ['a malformed address', { ...server, address: 'nowhere' }, 'address', /port is missing/],
    ['TLS', { ...server, address: 'tls://:9' }, 'address', /tls:\/\/ needs TLS, which isn’t supported yet/],
    [
      'a remote without a port',
      { kind: 'udp', address: ':0', remote: 'h:0' },
      'remote',
      /^"h:0": the port must be 1 to 65535$/,
    ],
    ['TLS in a remote', { kind: 'udp', address: ':0', remote: 'dtls://h:9' }, 'remote', /dtls:\/\/ needs TLS/],
    ['a scheme that isn’t implemented', { ...server, address: 'ws://:9' }, 'address', /ws:\/\/ isn’t supported/],
    ['an address of the other kind', { ...server, address: 'udp://:9' }, 'address', /can’t use a udp address/],
    ['an unknown framing', { ...server, framing: 'slipp' }, 'framing', /must be "none"/],
    [
      'a length of five bytes',
      { ...server, framing: { lengthPrefix: { bytes: 5, endian: 'big' } } },
      'framing.lengthPrefix.bytes',
      /1, 2, 3, 4, 8/,
    ],
    [
      'a start without an end',
      { ...server, framing: { start: '<' } },
      'framing.end',
      /^“end” is missing: must be a string or/,
    ],
    ['an empty end', { ...server, framing: { start: '<', end: '' } }, 'framing.end', /1 to 64 bytes long, not 0/],
    ['a pattern of nothing', { ...server, framing: { pattern: 'a*' } }, 'framing.pattern', /match the empty string/],
    ['a broken pattern', { ...server, framing: { pattern: '(' } }, 'framing.pattern', /missing closing/],
    ['a direction without a framing', { ...server, framing: { in: 'slip' } }, 'framing.out', /must be "none"/],
    ['an unknown direction', { ...server, framing: { in: 'slip', out: 'slip', on: 'slip' } }, 'framing', /"on"/],
    [
      'a pair in a pair',
      { ...server, framing: { in: { in: 'slip', out: 'slip' }, out: 'slip' } },
      'framing.in',
      /must/,
    ],
    ['a bad direction', { ...server, framing: { in: { fixed: 0 }, out: 'slip' } }, 'framing.in.fixed', /at least 1/],
    [
      'UTF-16 lines in one direction',
      { ...server, framing: { in: 'u32be', out: 'crlf' }, encoding: 'utf16le' },
      'framing.out',
      /single bytes/,
    ],
    ['another header', { ...server, framing: { header: 'length' } }, 'framing.header', /must be "content-length"/],
    [
      'an unknown condition',
      { ...server, reply: [{ when: { txt: 'a' }, send: '' }] },
      'reply.0.when',
      /must be \{"text"/,
    ],
    [
      'a broken regex',
      { ...server, reply: [{ when: { regex: '(' }, send: '' }] },
      'reply.0.when.regex',
      /missing closing/,
    ],
    [
      'patterns that would take minutes to compile, without compiling any',
      {
        ...server,
        reply: [
          null,
          { when: { regex: '(' } },
          ...Array.from({ length: 1000 }, () => ({ when: { regex: 'a{1000}' } })),
        ],
      },
      'reply',
      /^the patterns of these rules are too large together: .* more than 200000 parts$/,
    ],
    [
      'a pattern that needs the u flag in the default encoding',
      {
        ...server,
        reply: [
          { when: { text: 'a' }, send: '' },
          { when: { regex: '[^é]' }, send: '' },
        ],
      },
      'reply.1.when.regex',
      /a negated class with non-ASCII characters needs the u flag/,
    ],
    [
      'a pattern with a character that the encoding lacks',
      { ...server, encoding: 'latin1', reply: [{ when: { regex: '€' }, send: '' }] },
      'reply.0.when.regex',
      /"€" can’t be encoded in latin1/,
    ],
    ['broken hex', { ...server, reply: [{ when: { hex: 'zz' }, send: '' }] }, 'reply.0.when.hex', /not a hex byte/],
    [
      'a broken template',
      { ...server, reply: [{ when: { text: 'a' }, send: '{{x' }] },
      'reply.0.send',
      /has no closing }}/,
    ],
    [
      'a greeting over UDP',
      { kind: 'udp', address: ':1', greeting: 'hi' },
      'greeting',
      /only for tcp-server and tcp-client/,
    ],
    ['an unknown placeholder', { ...server, greeting: 'a {{nme}}' }, 'greeting', /^unknown placeholder "\{\{nme\}\}"/],
    ['a capture in a greeting', { ...server, greeting: '{{0}}' }, 'greeting', /unknown placeholder/],
    [
      'a group that the pattern doesn’t have',
      { ...server, reply: [answers, { when: { regex: '(?P<name>.)' }, send: '{{2}}' }] },
      'reply.1.send',
      /^rule 2: unknown placeholder "\{\{2\}\}" at character 1; available: \{\{message\}\}, \{\{0\}\}, \{\{1\}\}, \{\{name\}\}, \{\{\$counter/,
    ],
    [
      'a group of a rule without a pattern',
      { ...server, reply: [{ when: { text: 'a' }, send: '{{1}}' }] },
      'reply.0.send',
      /^rule 1: unknown placeholder/,
    ],
    ['a wrong value', { ...server, greeting: '{{$now minutes}}' }, 'greeting', /\$now takes no argument, unix or ms/],
    ['invalid hex', { ...server, greeting: { hex: '00 zz' } }, 'greeting.hex', /"z" at character 4 is not a hex byte/],
    ['an unknown type of payload', { ...server, greeting: { base64: '' } }, 'greeting', /must be a string or \{"hex"/],
    [
      'a greeting beyond the encoding',
      { ...server, encoding: 'latin1', greeting: '✓' },
      'greeting',
      /can’t be encoded in Latin-1/,
    ],
    [
      'a condition beyond the encoding',
      { ...server, encoding: 'latin1', reply: [{ when: { text: '✓' }, send: '' }] },
      'reply.0.when.text',
      /^rule 1: "✓" at character 1 can’t be encoded in Latin-1/,
    ],
    [
      'an answer with a length other than the frames’',
      { ...server, framing: { fixed: 3 }, reply: [answers, { when: { regex: '' }, send: 'ab' }] },
      'reply.1.send',
      /^rule 2: the message is 2 B long, but this endpoint’s messages must be 3 B/,
    ],
    [
      'an answer too long for the frames even without its captures',
      { ...server, framing: { fixed: 4 }, reply: [{ when: { regex: '(.)' }, send: '12345{{1}}' }] },
      'reply.0.send',
      /^rule 1: the message is 5 B long, but this endpoint’s messages must be 4 B/,
    ],
    [
      'an answer longer than the fixed-length message that it contains',
      { ...server, framing: { fixed: 4 }, reply: [{ when: { regex: '' }, send: { hex: '{{message}} 00' } }] },
      'reply.0.send.hex',
      /^rule 1: the message is 5 B long/,
    ],
    [
      'a datagram too long even without its captures',
      { kind: 'udp', address: ':0', reply: [{ when: { regex: '' }, send: `${'x'.repeat(65_508)}{{0}}` }] },
      'reply.0.send',
      /a datagram can hold at most 65507/,
    ],
    [
      'a greeting without its header',
      { ...server, framing: { lengthPrefix: { bytes: 2, endian: 'big', offset: 4 } }, greeting: 'hi' },
      'greeting',
      /must begin with its 6-byte header/,
    ],
    [
      'a greeting with a wrong length',
      { ...server, framing: { lengthPrefix: { bytes: 1, endian: 'big', offset: 0 } }, greeting: { hex: '05 00' } },
      'greeting.hex',
      /the length field says 5, but should say 1/,
    ],
    [
      'a greeting too long for its length',
      { ...server, framing: { lengthPrefix: { bytes: 1, endian: 'big' } }, greeting: 'x'.repeat(256) },
      'greeting',
      /too long for a 1-byte length field/,
    ],
    [
      'a text that completes its delimiter early',
      { ...server, framing: { delimiter: 'aa' }, greeting: 'xa' },
      'greeting',
      /contains the delimiter/,
    ],
    [
      'an empty greeting in SLIP',
      { ...server, framing: 'slip', greeting: '' },
      'greeting',
      /SLIP can’t carry empty messages/,
    ],
    [
      'an empty answer with idle framing',
      { ...server, framing: { idleMs: 9 }, reply: [nothing] },
      'reply.0.send',
      /^rule 1: an empty/,
    ],
    [
      'an answer that fits no datagram',
      { kind: 'udp', address: ':1', reply: [{ when: { text: 'a' }, send: 'x'.repeat(65_508) }] },
      'reply.0.send',
      /^rule 1: the message is 65508 bytes long; a datagram can hold at most 65507/,
    ],
    [
      'a text delimiter with UTF-16',
      { ...server, framing: { delimiter: '||' }, encoding: 'utf16le' },
      'framing',
      /split UTF-16 characters; use \{"delimiter": \{"hex": "7c 00 7c 00"\}\}/,
    ],
    [
      'a text start with UTF-16',
      { ...server, framing: { start: '<', end: { hex: '00 0a' } }, encoding: 'utf16be' },
      'framing',
      /split UTF-16 characters; use \{"start": \{"hex": "00 3c"\}, "end": \{"hex":"00 0a"\}\}/,
    ],
    [
      'JSON with UTF-16',
      { ...server, framing: 'json', encoding: 'utf16le' },
      'framing',
      /recognized in UTF-8, but not in UTF-16/,
    ],
    ['lines by name with UTF-16', { ...server, framing: 'crlf', encoding: 'utf16le' }, 'framing', /single bytes/],
    [
      'lines in an encoding whose line feed has two bytes',
      { ...server, framing: { line: 'any' }, encoding: 'utf16be' },
      'framing',
      /line endings are single bytes, .* use \{"delimiter": \{"hex": "00 0a"\}\}/,
    ],
    [
      'connected without a remote',
      { kind: 'udp', address: ':1', connected: true },
      'remote',
      /required when connected is true/,
    ],
    ['a port out of range', { ...server, options: { localPort: 70_000 } }, 'options.localPort', /65535/],
    [
      'a decreasing backoff',
      { kind: 'tcp-client', address: ':1', reconnect: { minMs: 2, maxMs: 1 } },
      'reconnect.maxMs',
      /less than/,
    ],
    [
      'an unknown placeholder in file names',
      { ...server, files: { mode: 'raw', name: '{x}' } },
      'files.name',
      /Unknown placeholder/,
    ],
    ['file names with folders', { ...server, files: { mode: 'raw', name: '../a' } }, 'files.name', /can’t contain/],
    ['files over UDP', { kind: 'udp', address: ':1', files: { mode: 'raw' } }, 'files', /only for tcp-server/],
    ['a later version', { ...server, version: 2 }, 'version', /newer version of Portside; this one supports version 1/],
  ];
  for (const [what, config, path, reason] of refused) {
    it(`rejects ${what}, naming the field`, () => {
      assert.throws(
        () => parseEndpointConfig(config),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError);
          assert.equal(error.problems[0]?.path, path);
          assert.match(error.problems[0]?.message ?? '', reason);
          return true;
        },
      );
    });
  }

  const taken: [string, object][] = [
    ['lines with any ending', { framing: { line: 'any' }, greeting: 'a\r\nb\nc\r' }],
    ['lines of another ending inside', { framing: { line: 'crlf' }, greeting: 'a\nb' }],
    ['delimiters inside and at the end', { framing: { delimiter: '||' }, greeting: 'a||b||' }],
    ['bytes above 7f', { greeting: { hex: 'ff 00' }, reply: [{ when: { hex: 'ff' }, send: { hex: '{{0}} ff' } }] }],
    [
      'what depends on the message',
      { framing: { fixed: 26 }, reply: [{ when: { regex: '.*' }, send: '{{0}}{{$now}}' }] },
    ],
    ['double and single braces', { greeting: "{{'{{'}} { }}" }],
    [
      'the names and numbers of a pattern',
      { reply: [{ when: { regex: '(a)(?P<b>c)' }, send: '{{message}}{{0}}{{1}}{{2}}{{b}}' }] },
    ],
  ];
  for (const [what, more] of taken) {
    it(`accepts ${what}`, () =>
      assert.deepEqual(parseEndpointConfig({ ...server, ...more }).config, { ...server, ...more }));
  }
  it('accepts a pattern that needs the u flag if it has it, or the encoding implies it', () => {
    for (const config of [
      { encoding: 'utf16le', reply: [{ when: { regex: '[^é]' }, send: '' }] },
      { encoding: 'latin1', reply: [{ when: { regex: '[^é]', flags: 'iu' }, send: '' }] },
      { reply: [{ when: { regex: '(?u)[^é]' }, send: '' }] },
    ])
      parseEndpointConfig({ ...server, ...config });
  });

  it('reports every broken pattern once', () => {
    const reply = ['(', '[^é]', '\\pL', 'a'].map(regex => ({ when: { regex }, send: '' }));
    const pathsOf = (config: unknown) => {
      try {
        parseEndpointConfig(config);
        return [];
      } catch (error) {
        return (error as ConfigError).problems.map(({ path }) => path);
      }
    };
    assert.deepEqual(pathsOf({ ...server, reply }), ['reply.0.when.regex']);
    assert.deepEqual(pathsOf({ ...server, reply: reply.slice(1) }), ['reply.0.when.regex', 'reply.1.when.regex']);
  });

  it('rejects a text that would take long to parse', () => {
    const long = [
      ['address', { ...server, address: `${'a.'.repeat(10_000)}:1` }, 20_000],
      ['remote', { kind: 'udp', address: ':0', remote: `${'a.'.repeat(10_000)}:1` }, 20_000],
    ] as const;
    for (const [path, config, units] of long)
      assert.throws(() => parseEndpointConfig(config), { message: `${path}: must have at most ${units} characters` });
    assert.equal(parseEndpointConfig({ ...server, address: `unix:/${'a'.repeat(19_990)}` }).config.kind, server.kind);
  });

  it('keeps unknown keys and reports them', () => {
    const { config, unknownKeys } = parseEndpointConfig({ ...server, color: 'red' });
    assert.deepEqual(unknownKeys, ['color']);
    assert.equal((config as { color?: string }).color, 'red');
  });

  it('keeps JSON values of unknown keys, and rejects other values', () => {
    const later = { colors: ['red'], when: new Date(0), act: () => 1, none: undefined };
    const { config } = parseEndpointConfig({ ...server, later, none: undefined });
    later.colors.push('blue');
    assert.deepEqual((config as { later?: unknown }).later, { colors: ['red'], when: '1970-01-01T00:00:00.000Z' });
    const circular: Record<string, unknown> = { ...server };
    circular.self = circular;
    assert.throws(() => parseEndpointConfig(circular), { code: 'BAD_CONFIG', message: 'has more than 50000 values' });
    const nested = (levels: number): unknown =>
      levels === 0 ? 1 : levels % 2 ? [nested(levels - 1)] : { a: nested(levels - 1) };
    const { config: deep } = parseEndpointConfig({ ...server, later: nested(100) });
    assert.deepEqual((deep as { later?: unknown }).later, nested(100));
    for (const levels of [101, 2000])
      assert.throws(() => parseEndpointConfig({ ...server, later: nested(levels) }), {
        code: 'BAD_CONFIG',
        message: 'later: isn’t a valid value',
      });
    for (const later of [1n, () => 1, Symbol('later'), { deep: [1n] }])
      assert.throws(() => parseEndpointConfig({ ...server, later }), {
        code: 'BAD_CONFIG',
        message: 'later: isn’t a valid value',
      });
  });

  it('is safe against prototype keys', () => {
    const { config } = parseEndpointConfig(JSON.parse('{"kind":"udp","address":":1","__proto__":{"polluted":1}}'));
    assert.equal((config as { polluted?: number }).polluted, undefined);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});

describe('parseSavedEndpoint', () => {
  it('separates autostart from the config', () => {
    const { config, autoStart } = parseSavedEndpoint({ ...server, autoStart: true, color: 'red' });
    assert.equal(autoStart, true);
    assert.deepEqual(config, { ...server, color: 'red' });
    assert.equal(parseSavedEndpoint(server).autoStart, false);
  });

  it('rejects a value that isn’t a boolean, and what isn’t an endpoint', () => {
    assert.throws(() => parseSavedEndpoint({ ...server, autoStart: 'yes' }), /autoStart: must be true or false/);
    for (const value of [null, 7, [], 'text', undefined]) assert.throws(() => parseSavedEndpoint(value), ConfigError);
  });
});

describe('the JSON schema of a saved endpoint', () => {
  it('is up to date in package.json (npm run schema writes it)', () => {
    const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
    const { schema, texts } = settingsSchema();
    const strings = read('package.nls.json');
    assert.deepEqual(read('package.json').contributes.configuration.properties['portside.endpoints'].items, schema);
    assert.deepEqual(strings, { ...withoutSchemaTexts(strings), ...texts });
  });

  it('describes every key', () => {
    const { properties } = savedEndpointJsonSchema() as { properties: Record<string, { description?: string }> };
    for (const [key, { description }] of Object.entries(properties)) {
      if (key !== 'version' && key !== 'lineEnding') assert.ok(description, key);
    }
  });
});
