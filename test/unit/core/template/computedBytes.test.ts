import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { checksum } from '../../../../src/core/bytes/checksum.ts';
import { formatHex } from '../../../../src/core/bytes/hex.ts';
import type { Encoding, Payload } from '../../../../src/core/endpointConfig.ts';
import type { HoleValue } from '../../../../src/core/template/holeValue.ts';
import { compilePayload } from '../../../../src/core/template/payload.ts';
import { sampleSources, type VariableSources } from '../../../../src/core/template/values.ts';

const sources: VariableSources = {
  counter: 258,
  nowMs: 1500,
  random: size => Uint8Array.from({ length: size }, (_, at) => at),
  hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
};
const given: Record<string, HoleValue> = {
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  n: 7n,
  x: Uint8Array.of(0xff),
  long: 'abc',
};

function bytes(payload: Payload, encoding: Encoding = 'utf8'): Uint8Array {
  return compilePayload(payload, encoding, Object.keys(given)).render(sources, name => given[name]);
}

const text = (template: string) => Buffer.from(bytes(template)).toString();
const hex = (template: string) => formatHex(bytes({ hex: template }));

describe('lengths in a message', () => {
  it('count what follows, or a span and a constant', () => {
    assert.equal(hex('{{$len:u16be}} 01 02 {{x}}'), '00 03 01 02 ff');
    assert.equal(hex('{{$len body+4:u32be}} {{#body}} 01 {{x}} {{/body}} 09'), '00 00 00 06 01 ff 09');
    assert.equal(hex('{{#body}} 01 02 {{/body}} {{$len body-1:u8}}'), '01 02 01');
    assert.equal(hex('{{$len + 4:u8}} 00'), '05 00');
    assert.equal(text('{{$len}}:{{long}}'), '4:abc');
    assert.equal(text('{{$len body}}:{{#body}}é{{long}}{{/body}},'), '5:éabc,');
    assert.equal(text('{{$len:dec(4)}}x'), '0001x');
    assert.equal(text('{{$len:hex(4)}}0000'), '00040000');
  });

  it('count other lengths, and themselves where their size is constant', () => {
    assert.equal(hex('{{#all}}{{$len all:u16be}} 01 {{/all}}'), '00 03 01');
    assert.equal(hex('{{$len:u8}} {{$len:varint}} 01'), '02 01 01');
    assert.equal(text(`{{$len}}|{{$len}}|${'x'.repeat(95)}`), `99|96|${'x'.repeat(95)}`);
    assert.equal(hex('{{#a}}{{$len b:u8}}{{/a}}{{#b}}{{$len a:u8}}{{/b}}'), '01 01');
  });

  it('count spans that overlap', () => {
    assert.equal(text('{{#a}}1{{#b}}2{{/a}}3{{/b}}4{{$len a:dec}}{{$len b:dec}}'), '123422');
  });

  it('are in the endpoint’s encoding, and count bytes', () => {
    assert.equal(formatHex(bytes('{{$len}}é', 'utf16be')), '00 32 00 e9');
  });

  const selves: string[] = [
    '{{#a}}{{$len a}}{{/a}}',
    '{{#a}}{{$len a:varint}}{{/a}}',
    '{{#a}}{{$len b}}{{/a}}{{#b}}{{$len a}}{{/b}}',
    '{{#a}}{{$crc32 a}}{{/a}}',
    '{{#a}}{{$crc32 b}}{{/a}}{{#b}}{{$crc32 a}}{{/b}}',
    '{{#a}}{{$sha1 a}}{{/a}}',
    '{{#a}}{{$sum8 b:dec}}{{/a}}{{#b}}{{$len a}}{{/b}}',
  ];
  for (const template of selves)
    it(`are rejected if they depend on themselves: ${template}`, () => {
      assert.throws(() => bytes(template), {
        name: 'RangeError',
        message: /^the value of "\{\{\$\w+ [ab].*" at character 7 depends on itself/,
      });
    });

  it('are rejected if their type can’t represent them', () => {
    assert.throws(() => bytes(`{{$len:u8}}${'x'.repeat(256)}`), /^RangeError: “256” can’t be written as u8$/);
    assert.throws(() => bytes({ hex: `{{$len:u8}}${'00'.repeat(256)}` }), /^RangeError: “256” can’t be written as u8$/);
    assert.throws(() => bytes('{{$len -1:u8}}'), /“-1” can’t be written as u8/);
  });
});

describe('checksums in a message', () => {
  it('cover what precedes, or a span before or after', () => {
    assert.equal(hex('01 03 00 00 00 0a {{$crc16modbus:u16le}}'), '01 03 00 00 00 0a c5 cd');
    assert.equal(hex('{{$crc32 body}} {{#body}} 31 32 33 34 35 36 37 38 39 {{/body}}').slice(0, 11), 'cb f4 39 26');
    assert.equal(hex('00 {{#a}} 01 02 {{/a}} 05 {{$sum8 a}}'), '00 01 02 05 03');
  });

  it('are upper-case digits in text and big-endian bytes in hex, unless they have a type', () => {
    assert.equal(text('123456789{{$crc32}}'), '123456789CBF43926');
    assert.equal(text('123456789{{$crc32:hex}}'), '123456789cbf43926');
    assert.equal(text('123456789{{$crc16xmodem:dec}}'), `123456789${0x31c3}`);
    assert.equal(text('a{{$xor8}}'), 'a61');
    assert.equal(hex('31 32 33 34 35 36 37 38 39 {{$crc24}}').slice(-8), '21 cf 02');
    assert.equal(hex('ff {{$lrc}}'), 'ff 01');
    assert.equal(formatHex(bytes('a{{$sum8}}', 'utf16le')), '61 00 36 00 31 00');
  });

  it('are those of real messages', () => {
    assert.equal(
      text('$GPGLL,4916.45,N,12311.12,W,225444,A,*{{$nmea}}\r\n'),
      '$GPGLL,4916.45,N,12311.12,W,225444,A,*1D\r\n',
    );
    const fix = '8=FIX.4.2|9={{$len body}}|{{#body}}35=0|{{/body}}10={{$fix}}|'.replaceAll('|', '\x01');
    assert.equal(text(fix).replaceAll('\x01', '|'), '8=FIX.4.2|9=5|35=0|10=161|');
    assert.equal(text('$A*{{$nmea}}\r\n$B*{{$nmea}}\r\n'), '$A*41\r\n$B*42\r\n');
  });

  it('sum a span whole, whatever it contains', () => {
    assert.equal(text('{{#s}}$A*{{/s}}{{$nmea s}}'), `$A*${(0x24 ^ 0x41 ^ 0x2a).toString(16).toUpperCase()}`);
    assert.equal(text('{{#s}}10={{/s}}{{$fix s}}'), `10=${0x31 + 0x30 + 0x3d}`);
  });

  it('are those that are appended to messages typed by hand', () => {
    const names = ['sum8', 'xor8', 'lrc', 'crc8', 'crc16ccitt', 'crc16xmodem', 'crc32'] as const;
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...names), (body, name) => {
        const rendered = bytes({ hex: `${formatHex(body)} {{$${name}}}` });
        assert.deepEqual([...rendered], [...body, ...checksum(name, body)]);
      }),
    );
  });

  it('cover lengths and other checksums', () => {
    assert.equal(hex('{{$len:u8}} 01 {{$sum8}} {{$sum8}}'), '03 01 04 08');
    assert.equal(hex('{{$sum8 a}} {{#a}} {{$sum8 b}} {{#b}} 01 {{/b}} {{/a}}'), '02 01 01');
  });

  it('are constant with constant messages', () => {
    assert.deepEqual([...(compilePayload({ hex: '01 {{$sum8}}' }, 'utf8').fixed ?? [])], [1, 1]);
    assert.equal(compilePayload({ hex: '{{x}} {{$sum8}}' }, 'utf8', ['x']).fixed, undefined);
  });

  const refused: [Payload, RegExp][] = [
    [
      '{{$crc32 body}}',
      /^unknown name in "\{\{\$crc32 body\}\}" at character 1; mark a part of the message with \{\{#body\}\}/,
    ],
    ['{{$crc32 n}}', /^unknown name/],
    ['{{$crc32:u16be}}', /^the value of "\{\{\$crc32:u16be\}\}" at character 1 needs 4 bytes$/],
    ['{{$crc32:f32be}}', /can’t be written as f32be, only as: /],
    ['{{$crc32:text(4)}}', /can’t be written as text\(4\)/],
    ['{{$crc32:dec(n)}}', /can’t be written as dec\(n\)/],
    ['{{$len:word}}', /can’t be written as word/],
    ['{{$crc32 a b}}', /^"\{\{\$crc32 a b\}\}" at character 1 isn’t valid: \$crc32 takes no argument or a span$/],
    ['{{$len body 4}}', /unknown name/],
    [
      '{{$len a*2}}',
      /isn’t valid: \$len takes no argument, or a span and a number to add, as in \{\{\$len body\+4:u16be\}\}$/,
    ],
    ['{{$crc12}}', /^unknown placeholder "\{\{\$crc12\}\}" at character 1. Did you mean \{\{\$crc1\}\}\?$/],
    ['{{$sum8}}'.repeat(33), /^has more than 32 lengths, checksums and hashes$/],
  ];
  for (const [payload, reason] of refused)
    it(`are rejected: ${JSON.stringify(payload).slice(0, 40)}`, () => {
      assert.throws(() => bytes(payload), { name: 'RangeError', message: reason });
    });
});

describe('hashes in a message', () => {
  it('are those of a value, a span, or what precedes', () => {
    const abc = 'a9993e364706816aba3e25717850c26c9cd0d89d';
    assert.equal(text('{{$sha1 long:hex}}'), abc);
    assert.equal(text('{{$sha1 long}}'), abc.toUpperCase());
    assert.equal(text('{{#s}}abc{{/s}} {{$sha1 s:base64}}'), 'abc qZk+NkcGgWq6PiVxeFDCbJzQ2J0=');
    assert.equal(text('abc{{$md5:hex}}'), 'abc900150983cd24fb0d6963f7d28e17f72');
    assert.equal(hex('61 62 63 {{$sha256}}').slice(0, 20), '61 62 63 ba 78 16 bf');
    assert.equal(formatHex(bytes('{{$md5 long:bytes}}')).slice(0, 8), '90 01 50');
  });

  it('answer the key of a WebSocket as in RFC 6455', () => {
    assert.equal(
      text('Sec-WebSocket-Accept: {{$websocketAccept key}}'),
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    );
  });

  it('have a known size, so that a length can count them', () => {
    for (const format of ['', ':hex', ':base64', ':bytes']) {
      const rendered = bytes(`{{$len:u16be}}{{$sha512 long${format}}}`, 'utf16le');
      assert.equal((rendered[0] ?? 0) * 256 + (rendered[1] ?? 0), rendered.length - 2, format);
    }
  });

  it('are rejected where they can’t be computed', () => {
    const { hash: _, ...without } = sources;
    const compiled = compilePayload('{{$sha1}}', 'utf8');
    assert.throws(
      () => compiled.render(without),
      /^RangeError: "\{\{\$sha1\}\}" at character 1: hashes can’t be computed here$/,
    );
  });

  const refused: [string, RegExp][] = [
    ['{{$websocketAccept}}', /takes the name of the key$/],
    ['{{$websocketAccept key:hex}}', /takes the name of the key$/],
    ['{{$sha1 kex}}', /^unknown name in "\{\{\$sha1 kex\}\}" at character 1. Did you mean key\?$/],
    ['{{$sha1 key:u32be}}', /can’t be written as u32be, only as: base64, hex, bytes$/],
    ['{{$sha1 key:hex(4)}}', /can’t be written as hex\(4\)/],
    ['{{$sha1 key long}}', /takes no argument, or the name of a span or a value$/],
    ['{{$sha3 key}}', /Did you mean \{\{\$sha1 name:base64\}\}\?$/],
  ];
  for (const [template, reason] of refused)
    it(`are rejected: ${template}`, () =>
      assert.throws(() => bytes(template), { name: 'RangeError', message: reason }));
});

describe('values with a type', () => {
  it('are numbers or random bytes', () => {
    assert.equal(hex('{{$counter:u32be}} {{$now ms:u16le}} {{$now unix:varint}}'), '00 00 01 02 dc 05 01');
    assert.equal(text('{{$counter:hex(4)}} {{$random 3:base64}}'), '0102 AAEC');
    assert.equal(formatHex(bytes('{{$random 3:bytes}}')), '00 01 02');
    assert.equal(hex('{{n:u16be}} {{n:dec(2)}}'), '00 07 30 37');
    assert.equal(text('{{n}} {{n:dec(3)}}'), '7 007');
  });

  const refused: [Payload, RegExp][] = [
    ['{{$now:u32be}}', /^"\{\{\$now:u32be\}\}" at character 1 can’t be written as u32be$/],
    ['{{$uuid:u8}}', /can’t be written as u8/],
    ['{{$counter 4:u32be}}', /^"\{\{\$counter 4:u32be\}\}" at character 1 can’t be written as u32be$/],
    ['{{$counter:base64}}', /can’t be written as base64/],
    ['{{$random 3:u24be}}', /can’t be written as u24be/],
    ['{{$random:bytes}}', /\$random takes a number of bytes/],
    ['{{n:base64}}', /can’t be written as base64/],
    ['{{?n}}', /^"\{\{\?n\}\}" at character 1 is only possible in what is expected, not in what is sent$/],
    ['{{?}}', /is only possible in what is expected/],
    [{ hex: '{{n}}' }, /^in hex, the number in "\{\{n\}\}" at character 1 needs a type, as in \{\{name:u16be\}\}$/],
  ];
  for (const [payload, reason] of refused)
    it(`are rejected: ${JSON.stringify(payload)}`, () =>
      assert.throws(() => bytes(payload), { name: 'RangeError', message: reason }));

  it('aren’t known when a template is defined, so nothing computed from them is rejected', () => {
    for (const template of ['{{$len -3:u8}}{{long}}', '{{$len -3}}{{long}}', '{{$crc16 a}}{{#a}}{{long}}{{/a}}'])
      assert.ok(bytes(template).length > 0);
    const compiled = compilePayload('{{$len -3:u16be}}{{$len:dec}}{{long}}', 'utf8', ['long']);
    assert.deepEqual(
      compiled.sample(sampleSources).map(({ length }) => length),
      [2, 0, 0],
    );
    assert.throws(() => compiled.render(sampleSources), /can’t be written/);
  });

  it('are inserted as nothing if they weren’t captured', () => {
    const compiled = compilePayload({ hex: '01 {{a:u16be}} 02' }, 'utf8', ['a']);
    assert.equal(formatHex(compiled.render(sampleSources)), '01 02');
  });
});
