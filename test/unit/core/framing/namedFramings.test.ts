import assert from 'node:assert/strict';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import type { FramingName } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import {
  framingNames,
  isFramingName,
  namedFramings,
  plainFraming,
} from '../../../../src/core/framing/namedFramings.ts';
import { phraseText } from '../../../../src/core/phrase.ts';
import { wireOf } from '../../../support/wireOf.ts';
import { decode, shown, utf8 } from './decodeCut.ts';

describe('framings with a name', () => {
  it('are all accepted in a config, with a label and a line of help', () => {
    for (const name of framingNames) {
      const config = { kind: 'tcp-server', address: ':0', framing: name } as const;
      assert.deepEqual(parseEndpointConfig(config), { config, unknownKeys: [] });
      const { label, help } = namedFramings[name];
      assert.ok(label.length > 0 && label.length <= 12, label);
      assert.match(phraseText(help), /^[^A-Z.]|^the JSON/);
      assert.ok(framingFor(name).decoder(100).push(new Uint8Array(), 0).length === 0);
    }
    assert.throws(() => parseEndpointConfig({ kind: 'tcp-server', address: ':0', framing: 'lps' }), /must be "none"/);
  });

  const examples: [FramingName, string, string[]][] = [
    ['line', 'a\r\nb\n', ['a', 'b']],
    ['crlf', 'a\nb\r\n', ['a\nb']],
    ['nul', '{}\0a\0', ['{}', 'a']],
    ['u8', '\x01a\0', ['a', '']],
    ['u16be', '\0\x01a', ['a']],
    ['u16le', '\x01\0a', ['a']],
    ['u24be', '\0\0\x01a', ['a']],
    ['u24le', '\x01\0\0a', ['a']],
    ['u32be', '\0\0\0\x01a', ['a']],
    ['u32le', '\x01\0\0\0a', ['a']],
    ['u64be', '\0\0\0\0\0\0\0\x01a', ['a']],
    ['u64le', '\x01\0\0\0\0\0\0\0a', ['a']],
    [
      'modbus-tcp',
      '\0\x01\0\0\0\x02\x11\x07\0\x02\0\0\0\x01\x11',
      ['\0\x01\0\0\0\x02\x11\x07', '\0\x02\0\0\0\x01\x11'],
    ],
    ['dns-tcp', '\0\x02ab', ['ab']],
    ['lsp', 'Content-Length: 2\r\n\r\n{}', ['{}']],
    ['dap', 'Content-Length: 2\r\n\r\n{}', ['{}']],
    ['sip', 'A\r\nContent-Length: 1\r\n\r\na', ['A\r\nContent-Length: 1\r\n\r\na']],
    ['http', 'GET /\r\n\r\n', ['GET /\r\n\r\n']],
    ['fix', '8=FIX.4.4\x019=5\x0135=0\x0110=163\x01', ['8=FIX.4.4\x019=5\x0135=0\x0110=163\x01']],
    ['mllp', '\x0bMSH\r\x1c\r', ['MSH\r']],
    ['stx-etx', '\x02a\x03', ['a']],
    ['netstring', '1:a,', ['a']],
    ['syslog', '1 a', ['a']],
    ['resp', '*1\r\n$4\r\nPING\r\n', ['*1\r\n$4\r\nPING\r\n']],
    ['postgres', 'N', ['N']],
    ['mysql', '\x01\0\0\0a\0\0\0\x01', ['\0a', '\x01']],
    ['amqp', 'AMQP\0\0\x09\x01', ['AMQP\0\0\x09\x01']],
    ['pkt-line', '0005a', ['a']],
    ['mqtt', '\x40\0\x30\x04\0\x01ab', ['\x40\0', '\x30\x04\0\x01ab']],
    ['protobuf', '\x01a\0', ['a', '']],
    ['iso8583', '\0\x01a', ['a']],
  ];

  it('read and write the bytes of their protocols', () => {
    assert.deepEqual(
      examples.map(([name]) => name),
      framingNames,
    );
    for (const [name, wire, frames] of examples) {
      assert.deepEqual(decode(framingFor(name).decoder(100), utf8(wire)).map(shown), frames, name);
      const encoder = framingFor(name, 'crlf').encoder();
      const sent = Buffer.concat(frames.map(frame => wireOf(encoder.encode(utf8(frame)))));
      assert.equal(String(sent), name === 'line' ? 'a\r\nb\r\n' : wire, name);
    }
  });

  it('are broken at a fifth byte of MQTT’s length', () => {
    const [frame] = framingFor('mqtt')
      .decoder(1000)
      .push(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80), 0);
    assert.deepEqual(frame?.broken, { at: 4, expected: 'endOfLength' });
  });

  it('can be written out, unless they have a decoder of their own', () => {
    assert.deepEqual(plainFraming('crlf'), { line: 'crlf' });
    assert.deepEqual(plainFraming('mllp'), { start: { hex: '0b' }, end: { hex: '1c 0d' } });
    assert.equal(plainFraming('postgres'), undefined);
    assert.equal(plainFraming('none'), 'none');
    assert.deepEqual(plainFraming({ fixed: 3 }), { fixed: 3 });
  });

  it('are told from other values', () => {
    for (const value of ['none', 'toString', '', 3, undefined, { line: 'lf' }]) assert.ok(!isFramingName(value));
    assert.ok(isFramingName('mllp'));
  });
});
