import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatHex, parseHex } from '../../../../src/core/bytes/hex.ts';
import { textCodec } from '../../../../src/core/bytes/textCodec.ts';
import type { Encoding, Payload } from '../../../../src/core/endpointConfig.ts';
import type { HoleValue } from '../../../../src/core/template/holeValue.ts';
import { type MatcherOptions, type MatchMode, matcher } from '../../../../src/core/template/matcher.ts';
import { compilePayload } from '../../../../src/core/template/payload.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';

interface Given extends Partial<MatcherOptions> {
  readonly values?: Record<string, HoleValue>;
}

function run(template: Payload, message: string | Uint8Array, { values = {}, ...options }: Given = {}) {
  const { encoding = 'utf8' } = options;
  const codec = typeof encoding === 'string' ? textCodec(encoding) : encoding;
  const bytes = typeof message === 'string' ? codec.encode(message) : message;
  return matcher(template, { encoding, names: Object.keys(values), ...options }).match(
    bytes,
    new Map(Object.entries(values)),
  );
}

/** The captures, as values or text; the reason if nothing matches. */
function captured(template: Payload, message: string | Uint8Array, given: Given = {}): unknown {
  const result = run(template, message, given);
  if ('mismatch' in result) return result.mismatch;
  const { encoding = 'utf8' } = given;
  const codec = typeof encoding === 'string' ? textCodec(encoding) : encoding;
  return Object.fromEntries(
    [...result.captures].map(([name, { bytes, value }]) => [name, value ?? codec.decode(bytes)]),
  );
}

describe('a template of what is expected', () => {
  const texts: [string, string, unknown][] = [
    ['PING', 'PING', {}],
    ['PING', 'PING\r\n', {}],
    ['PING', 'PING\n', {}],
    ['PING', 'PONG', 'bytes'],
    ['PING', 'PINGS', 'end'],
    ['', '', {}],
    ['NICK {{?name}}', 'NICK bob\r\n', { name: 'bob' }],
    ['NICK {{?name}}', 'NICK ', { name: '' }],
    ['{{?key}}={{?value}}', 'a=b=c', { key: 'a', value: 'b=c' }],
    ['{{?name}}<SEP>{{?size:dec}}', 'a.txt<SEP>123', { name: 'a.txt', size: 123n }],
    ['GET {{?path:word}} HTTP/1.{{?}}', 'GET /a?b HTTP/1.1', { path: '/a?b' }],
    ['{{?a:word}},{{?b:word}}', 'x,y', { a: 'x', b: 'y' }],
    ['{{?a:word}}', 'x y', 'end'],
    ['{{?a:word}}', '', 'end'],
    ['{{?a:word}}{{?:u8}}x', 'ab x', { a: 'ab' }],
    ['SET {{?n:int}} {{?x:num}}', 'SET -5 1.5', { n: -5n, x: 1.5 }],
    ['SET {{?n:int}}', 'SET five', 'value'],
    ['{{?a}}\r\n', 'x\r\n', { a: 'x' }],
    ['{{?a}}', 'x\r\n\r\n', { a: 'x\r\n' }],
    ["{{'{{'}}{{?a}}}}", '{{x}}', { a: 'x' }],
    ['{{?len:dec}}:{{?body:bytes(len)}},', '5:ab,cd,', { len: 5n, body: 'ab,cd' }],
    ['{{?len:dec}}:{{?body:bytes(len)}},', '9:ab,cd,', 'value'],
    ['{{?len:dec}}:{{?body:bytes(len)}},', '4:ab,cd,', 'bytes'],
    ['{{?x:u8}}{{x:u8}}', 'aa', { x: 97n }],
    ['{{?x:u8}}{{x:u8}}', 'ab', 'value'],
    ['<{{?tag}}>{{?body}}</{{tag}}>', '<a><b></a>', { tag: 'a', body: '<b>' }],
    ['{{?a:text}}!', 'é!', { a: 'é' }],
    ['{{?}}:{{?a}}', 'x:y', { a: 'y' }],
    ['a{{#s}}b{{/s}}c', 'abc', {}],
  ];
  for (const [template, message, expected] of texts)
    it(`${JSON.stringify(template)} in ${JSON.stringify(message)}`, () =>
      assert.deepEqual(captured(template, message), expected));

  const hexes: [string, string, unknown][] = [
    ['01 02', '01 02', {}],
    ['01 02', '01 02 0a', 'end'],
    ['01 .. 03', '01 ff 03', {}],
    ['01 .. 03', '01 03', 'bytes'],
    ['01 {{?:u16be}} 03', '01 00 00 03', {}],
    ['{{?len:u16be}}{{?topic:bytes(len)}}{{?id:u16be}}', '00 02 61 62 00 07', { len: 2n, topic: 'ab', id: 7n }],
    ['{{?len:u16be}}{{?topic:bytes(len)}}{{?id:u16be}}', 'ff ff 61 62 00 07', 'value'],
    ['{{?a}} 00 {{?b}}', '61 00 62 00', { a: 'a', b: 'b\0' }],
    ['{{?a}} {{?:u16be}}', '61 62 01 02', { a: 'ab' }],
    ['{{?a}} {{?:u16be}} ff', '61 01 02 ff', { a: 'a' }],
    ['{{?a}} {{?:u16be}}', '61', 'end'],
    ['{{?a}} .. ff', '61 62 ff', { a: 'a' }],
    ['{{?a}} {{?n:u16be}} ff', 'ff 00 ff', { a: '', n: 0xff00n }],
  ];
  for (const [hex, message, expected] of hexes)
    it(`${hex} in ${message}`, () => assert.deepEqual(captured({ hex }, parseHex(message)), expected));

  it('says where the match is', () => {
    const place = (template: string, message: string, match: MatchMode) => {
      const result = run(template, message, { match });
      return 'mismatch' in result ? result.mismatch : [result.start, result.end];
    };
    assert.deepEqual(place('ab', 'ab\n', 'whole'), [0, 3]);
    assert.deepEqual(place('ab', 'abc', 'start'), [0, 2]);
    assert.deepEqual(place('ab', 'cab', 'start'), 'bytes');
    assert.deepEqual(place('ab', 'xabab', 'contains'), [1, 3]);
    assert.deepEqual(place('{{?n:int}}%', 'x 12 34%', 'contains'), [5, 8]);
    assert.deepEqual(place('a{{?x}}', 'xaby\n', 'contains'), [1, 4]);
    assert.deepEqual(place('', 'x', 'contains'), [0, 0]);
    assert.deepEqual(place('z', 'x', 'contains'), 'bytes');
  });

  it('accepts a line ending only in text, or as told', () => {
    assert.equal(captured({ hex: '61' }, 'a\n'), 'end');
    assert.deepEqual(captured({ hex: '61' }, 'a\n', { anyLineEnding: true }), {});
    assert.equal(captured('a', 'a\n', { anyLineEnding: false }), 'end');
    for (const ending of ['\n', '\r', '\r\n'])
      assert.deepEqual(captured('{{?x}}', `a${ending}`, { encoding: 'utf16le' }), { x: 'a' });
  });

  it('doesn’t take a binary value at the end for a line ending', () => {
    const template = 'X{{?data}}{{?n:u8}}';
    assert.deepEqual(captured(template, Buffer.from('Xab\x0a')), { data: 'a', n: 98n });
    assert.deepEqual(captured('X{{?data}}{{$sum8:u8}}', Buffer.from([0x58, 0xb2, 0x0a])), { data: '\udcb2' });
  });

  it('compares with values, by their type or their bytes', () => {
    const values = { id: Uint8Array.of(1, 2), n: { bytes: Uint8Array.from([0x37]), value: 7n }, text: 'é' };
    assert.deepEqual(captured({ hex: '{{id}} {{n:u16be}}' }, parseHex('01 02 00 07'), { values }), {});
    assert.equal(captured({ hex: '{{id}}' }, parseHex('01 03'), { values }), 'value');
    assert.equal(captured({ hex: '{{n:u16be}}' }, parseHex('00 08'), { values }), 'value');
    assert.deepEqual(
      captured('{{n}} {{n:dec(3)}} {{n:f32be}}', Buffer.from('7 007 \x40\xe0\0\0', 'latin1'), { values }),
      {},
    );
    assert.deepEqual(captured('{{text}}{{text:text(4)}}', 'éé  ', { values }), {});
    assert.deepEqual(captured('{{?a}}{{text}}', 'xé', { values }), { a: 'x' });
    assert.equal(captured('{{text}}', Uint8Array.of(0xe9), { values: { text: '✓' }, encoding: 'latin1' }), 'value');
    const later = matcher('{{?a}}{{id}}', { encoding: 'utf8', names: ['id'] });
    assert.ok('mismatch' in later.match(Buffer.from('ab')));
  });

  it('checks lengths and checksums', () => {
    const modbus = { hex: '{{?unit:u8}} 03 {{?data}} {{$crc16modbus:u16le}}' };
    assert.deepEqual(captured(modbus, parseHex('01 03 00 00 00 0a c5 cd')), { unit: 1n, data: '\0\0\0\n' });
    assert.equal(captured(modbus, parseHex('01 03 00 00 00 0b c5 cd')), 'checksum');
    const nmea = '\x24{{?type:word}},{{?fields}}*{{$nmea}}';
    assert.deepEqual(captured(nmea, '$GPGLL,4916.45,N,12311.12,W,225444,A,*1D\r\n'), {
      type: 'GPGLL',
      fields: '4916.45,N,12311.12,W,225444,A,',
    });
    assert.equal(captured(nmea, '$GPGLL,4916.45,N,12311.12,W,225444,A,*1E'), 'checksum');
    const fix = '8=FIX.4.2|9={{$len body}}|{{#body}}35={{?type}}|{{/body}}10={{$fix}}|'.replaceAll('|', '\x01');
    assert.deepEqual(captured(fix, '8=FIX.4.2|9=5|35=0|10=161|'.replaceAll('|', '\x01')), { type: '0' });
    assert.equal(captured(fix, '8=FIX.4.2|9=6|35=0|10=162|'.replaceAll('|', '\x01')), 'length');
    const length = { hex: '{{$len:u16be}} {{?body}}' };
    assert.deepEqual(captured(length, parseHex('00 02 61 62')), { body: 'ab' });
    assert.equal(captured(length, parseHex('00 03 61 62')), 'length');
  });

  it('takes what follows in the message for the length, if the template doesn’t go on', () => {
    const template = { hex: '{{$len:u8}} 01' };
    assert.deepEqual(captured(template, parseHex('03 01 02 03'), { match: 'start' }), {});
    assert.equal(captured(template, parseHex('01 01 02 03'), { match: 'start' }), 'length');
  });

  it('finds a sentence whose checksum is right after others', () => {
    const result = run('$A{{?x}}*{{$nmea}}', 'noise $A1*00 $A2*73 more', { match: 'contains' });
    assert.ok(!('mismatch' in result));
    assert.equal(result.start, 13);
  });

  it('finds characters of two bytes only where they are', () => {
    // 00 61 | 00 01: the bytes of "a", 61 00, are there, but belong to two characters.
    assert.equal(captured('a', '愀Ā', { encoding: 'utf16le', match: 'contains' }), 'bytes');
    assert.equal(captured('a', '一愀', { encoding: 'utf16be', match: 'contains' }), 'bytes');
    const result = run('a', '愀Āa', { encoding: 'utf16le', match: 'contains' });
    assert.ok('start' in result && result.start === 4);
    assert.deepEqual(captured('{{?x}}a{{?y}}', '愀愀a愀', { encoding: 'utf16le' }), { x: '愀愀', y: '愀' });
  });

  it('of JSON captures what an escaped text stands for', () => {
    const template = '{"name":"{{?name}}","n":{{?n:int}}}';
    const json = JSON.stringify({ name: 'a"}\\ \n✓', n: 5 });
    assert.deepEqual(captured(template, json), { name: 'a"}\\ \n✓', n: 5n });
    for (const text of ['a"}b', 'a\\"}', 'a\\', '"}"}', ''])
      assert.deepEqual(captured('{"s":"{{?s}}"}', JSON.stringify({ s: text })), { s: text });
    assert.equal(captured('{"s":"{{?s}}"}', '{"s":"\\q"}'), 'value');
    assert.equal(captured('{"s":"{{?s}}"}', '{"s":"\\u2713"}', { encoding: 'latin1' }), 'value');
    assert.deepEqual(captured('{"s":"{{s}}"}', '{"s":"\\""}', { values: { s: '"' } }), {});
  });

  it('lists its captures in order', () => {
    assert.deepEqual(matcher('{{?b}} {{?}} {{?a:int}}', { encoding: 'utf8' }).captures, ['b', 'a']);
  });

  it('finds what a regular expression finds', () => {
    const message = fc.string({ unit: fc.constantFrom('a', 'b', '1', '2', ';', '=', '\n'), maxLength: 24 });
    const templates: [string, RegExp][] = [
      ['a{{?x}}=', /a([\s\S]*?)=/],
      ['{{?n:dec}};', /(\d+);/],
      ['={{?w:word}};', /=([^\s;]+);/],
      ['ab{{?x:bytes(2)}}1', /ab([\s\S]{2})1/],
      [';{{?x}}a{{?y}}b', /;([\s\S]*?)a([\s\S]*?)b/],
    ];
    fc.assert(
      fc.property(message, fc.constantFrom(...templates), (text, [template, expression]) => {
        const result = run(template, text, { match: 'contains' });
        const expected = expression.exec(text);
        assert.equal('mismatch' in result ? undefined : result.start, expected?.index);
        if ('mismatch' in result) return;
        const groups = [...result.captures.values()].map(({ bytes }) => Buffer.from(bytes).toString());
        assert.deepEqual(groups, expected?.slice(1));
        assert.equal(result.end, (expected?.index ?? 0) + (expected?.[0].length ?? 0));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a template of a real message', () => {
  /** A template, a message as text (Latin-1), and what it captures. Rendered with that, it is the message again. */
  const messages: Record<string, [Payload, string, Record<string, unknown>]> = {
    'Modbus TCP': [
      { hex: '{{?id:u16be}} 00 00 {{$len:u16be}} {{?unit:u8}} 03 {{?from:u16be}} {{?count:u16be}}' },
      '\x00\x07\0\0\0\x06\x01\x03\0\0\0\x0a',
      { id: 7n, unit: 1n, from: 0n, count: 10n },
    ],
    'Modbus RTU over TCP': [
      { hex: '{{?unit:u8}} 03 {{?data}} {{$crc16modbus:u16le}}' },
      '\x01\x03\0\0\0\x0a\xc5\xcd',
      { unit: 1n, data: '\0\0\0\x0a' },
    ],
    'an MQTT publication': [
      { hex: '32 {{$len:varint}} {{?len:u16be}} {{?topic:text(len)}} {{?id:u16be}} {{?payload}}' },
      '\x32\x0a\0\x03a/b\0\x01hi!',
      { len: 3n, topic: 'a/b', id: 1n, payload: 'hi!' },
    ],
    'a length of PostgreSQL, which counts itself': [
      { hex: '{{#all}} {{$len all:u32be}} {{?code:u32be}} {{/all}}' },
      '\0\0\0\x08\x04\xd2\x16\x2f',
      { code: 80877103n },
    ],
    'a pkt-line of git': [
      '{{#all}}{{$len all:hex(4)}}# service={{?service}}\n{{/all}}0000',
      '001e# service=git-upload-pack\n0000',
      { service: 'git-upload-pack' },
    ],
    'a netstring': ['{{$len s}}:{{#s}}{{?text}}{{/s}},', '5:hello,', { text: 'hello' }],
    'syslog with a length': [
      '{{$len s}} {{#s}}<{{?pri:dec}}>{{?text}}{{/s}}',
      '9 <13>hello',
      { pri: 13n, text: 'hello' },
    ],
    'a padded length of ten characters': [
      "{{$len s:dec(10,' ')}}{{#s}}{{?text}}{{/s}}",
      '5         hello',
      { text: 'hello' },
    ],
    'a BCD length of ISO 8583': [
      { hex: '{{$len:bcd(2)}} {{?type:dec(4)}} {{?rest}}' },
      '\0\x060800ab',
      { type: 800n, rest: 'ab' },
    ],
    'a command of Redis': [
      '*2\r\n$3\r\nGET\r\n\x24{{?len:dec}}\r\n{{?key:text(len)}}\r\n',
      '*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n',
      { len: 3n, key: 'key' },
    ],
    'a sentence of NMEA': [
      '\x24{{?type:word}},{{?fields}}*{{$nmea}}',
      '$GPGLL,4916.45,N,12311.12,W,225444,A,*1D',
      { type: 'GPGLL', fields: '4916.45,N,12311.12,W,225444,A,' },
    ],
    'a heartbeat of FIX': [
      '8=FIX.4.2\x019={{$len body}}\x01{{#body}}35={{?type}}\x01{{/body}}10={{$fix}}\x01',
      '8=FIX.4.2\x019=5\x0135=0\x0110=161\x01',
      { type: '0' },
    ],
    'a header of a file': ['{{?name}}<SEPARATOR>{{?size:dec}}', 'a b.txt<SEPARATOR>12', { name: 'a b.txt', size: 12n }],
    'STX, ETX and a block check': [
      { hex: '02 {{#s}} {{?text}} 03 {{/s}} {{$xor8 s}}' },
      '\x02ab\x03\x00',
      { text: 'ab' },
    ],
  };
  for (const [name, [template, message, captures]] of Object.entries(messages)) {
    it(`captures what is in ${name}, and writes it again`, () => {
      const options = { encoding: 'latin1', use: 'both', match: 'whole' } as const;
      assert.deepEqual(captured(template, Buffer.from(message, 'latin1'), options), captures);
      const values = captures as Record<string, HoleValue>;
      const rendered = compilePayload(template, 'latin1', [], 'both').render(sampleSources, key => values[key]);
      assert.equal(Buffer.from(rendered).toString('latin1'), message);
    });
  }
});

describe('a template with which messages are sent and expected', () => {
  interface Piece {
    readonly template: string;
    readonly name?: string;
    readonly value?: HoleValue;
  }

  /** Values have other characters than the texts between them. */
  const separator = fc.constantFrom('<', '>', '<>', '<<>', '|');
  const lower = fc.string({ unit: fc.constantFrom('a', 'b', 'z', '0'), maxLength: 6 });
  const number = (max: bigint) => fc.bigInt({ min: 0n, max });
  const typed: [string, fc.Arbitrary<HoleValue>][] = [
    ['u8', number(255n)],
    ['i16le', fc.bigInt({ min: -32768n, max: 32767n })],
    ['u24be', number(0xffffffn)],
    ['u64le', number(2n ** 64n - 1n)],
    ['f64be', fc.double({ noNaN: true })],
    ['varint', number(2n ** 64n - 1n)],
    ['bcd(3)', number(999_999n)],
    ['dec(6)', number(999_999n)],
    ["dec(6,' ')", number(999_999n)],
    ['hex(4)', number(0xffffn)],
    ['dec', number(10n ** 20n)],
    ['hex', number(2n ** 64n)],
    ['int', fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })],
    ['num', fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }).filter(value => value !== 0)],
    ['word', lower.filter(text => text !== '')],
    ['text(12)', lower],
    ['text', lower],
  ];
  const pieces = fc
    .array(
      fc.tuple(
        separator,
        fc.oneof(
          lower.map(value => ({ type: '', value })),
          ...typed.map(([type, values]) => values.map(value => ({ type: `:${type}`, value }))),
        ),
      ),
      { maxLength: 6 },
    )
    .map(list =>
      list.flatMap(([text, { type, value }], at): Piece[] => [
        { template: text },
        { template: `{{?c${at}${type}}}`, name: `c${at}`, value },
      ]),
    );
  const checks = fc.constantFrom('', '{{$len:u32be}}', '{{$len:varint}}|', '{{$len all+3:u16le}}', '{{$len all}}|');
  const sums = fc.constantFrom(
    '',
    '|{{$crc32}}',
    '|{{$crc16modbus:u16le}}',
    '|{{$sum8 all:dec}}',
    '|{{$crc24 all:hex}}',
  );

  it('captures what was rendered', () => {
    const encoding = fc.constantFrom<Encoding>('utf8', 'latin1', 'utf16le', 'utf16be');
    fc.assert(
      fc.property(pieces, checks, sums, encoding, (list, check, sum, name) => {
        const template = `${check}{{#all}}${list.map(piece => piece.template).join('')}{{/all}}${sum}`;
        const values = new Map(list.flatMap(piece => (piece.name ? [[piece.name, piece.value as HoleValue]] : [])));
        const message = compilePayload(template, name, [], 'both').render(sampleSources, key => values.get(key));
        for (const match of ['whole', 'start', 'contains'] as const) {
          const result = matcher(template, { encoding: name, use: 'both', match, anyLineEnding: false }).match(message);
          assert.ok(!('mismatch' in result), `${template} ${formatHex(message)} ${JSON.stringify(result)}`);
          const codec = textCodec(name);
          for (const [key, { bytes, value }] of result.captures) {
            const expected = values.get(key);
            assert.ok(
              // biome-ignore lint/suspicious/noDoubleEquals: a whole number may be captured as a floating-point one.
              (value ?? codec.decode(bytes)) == expected,
              `${template}: ${key} is ${String(value)}, not ${String(expected)}`,
            );
          }
          assert.equal(result.captures.size, values.size);
        }
      }),
      { numRuns: 500 },
    );
  });
});
