import assert from 'node:assert/strict';
import { clientProgram } from '../../../../src/core/clientProgram/clientProgram.ts';
import type { EndpointConfig, Framing, LengthPrefix } from '../../../../src/core/endpointConfig.ts';
import { plainFraming } from '../../../../src/core/framing/namedFramings.ts';

const program = (config: Partial<EndpointConfig>, address = 'tcp://127.0.0.1:9000') =>
  clientProgram({ config: { kind: 'tcp-server', address: ':0', ...config }, address });

describe('clientProgram', () => {
  it('connects to where the server is reachable', () => {
    const places = {
      'tcp://127.0.0.1:9000': 'socket.create_connection(("127.0.0.1", 9000))',
      'tcp://0.0.0.0:9000': 'socket.create_connection(("127.0.0.1", 9000))',
      'tcp://[::]:9000': 'socket.create_connection(("::1", 9000))',
      'tcp://localhost:9000': 'socket.create_connection(("localhost", 9000))',
      'unix:/tmp/a "b"': 'connection.connect("/tmp/a \\"b\\"")',
    };
    for (const [address, expected] of Object.entries(places))
      assert.ok(program({}, address).includes(expected), address);
  });

  it('rejects an address that Python can’t connect to', () => {
    assert.throws(() => program({}, '\\\\.\\pipe\\name'), { name: 'RangeError', message: /Windows pipe/ });
    assert.throws(() => program({}, 'tcp://127.0.0.1:0'), { name: 'RangeError', message: /no port yet/ });
  });

  it('contains only what its framing needs', () => {
    const needed: [Framing, string][] = [
      ['none', 'codecs'],
      [{ line: 'any' }, 're'],
      [{ idleMs: 20 }, 'select'],
      ['slip', 'slip_'],
      ['cobs', 'cobs_'],
      [{ delimiter: '|' }, 'DELIMITER'],
      [{ line: 'lf' }, 'LINE_END'],
      [{ fixed: 8 }, 'MESSAGE_BYTES'],
      [{ lengthPrefix: { bytes: 2, endian: 'big' } }, 'HEADER_BYTES'],
      [{ lengthPrefix: { digitsUntil: ':' } }, 'LENGTH_END'],
      [{ lengthPrefix: { digits: 4, trailer: ',' } }, 'TRAILER'],
      ['mllp', 'MESSAGE_START'],
      ['lsp', 'read_content_length'],
      ['json', 'receive_values'],
      [{ lengthPrefix: { bcd: 2, jsonHeader: { field: 'n' } } }, 'LENGTH_FIELD'],
    ];
    for (const [framing, own] of needed) {
      const text = program({ framing });
      assert.ok(text.includes(own), own);
      assert.ok(text.split('\n').length < 60, `${own} takes ${text.split('\n').length} lines`);
      for (const [, other] of needed) {
        const isShared =
          other === own ||
          (other === 'LINE_END' && own === 're') ||
          (other === 'codecs' && own === 'receive_values') ||
          other === 're';
        assert.ok(isShared || !text.includes(other), `${own} has no ${other}`);
      }
      assert.equal(text.includes('import re\n'), own === 're');
    }
  });

  it('is that of the framing that a name stands for, and isn’t written for every framing', () => {
    const ofPrefix = program({ framing: { lengthPrefix: { bytes: 4, endian: 'big' } } });
    assert.equal(program({ framing: 'u32be' }), ofPrefix);
    assert.equal(program({ framing: 'crlf' }), program({ framing: { line: 'crlf' } }));
    for (const framing of ['modbus-tcp', 'mysql', 'protobuf'] as const)
      assert.equal(program({ framing }), program({ framing: plainFraming(framing) ?? 'none' }));
    assert.match(program({ framing: 'modbus-tcp' }), /"Hello! Who is there\?"/);
    assert.equal(
      program({ framing: 'netstring' }),
      program({ framing: { lengthPrefix: { digitsUntil: ':', trailer: ',' } } }),
    );
    assert.match(program({ framing: 'json' }), /message = "\{\\"hello\\": \\"Who is there\?\\"\}"/);
    assert.match(program({ framing: 'mqtt' }), /"Hello! Who is there\?"/);
    for (const framing of ['postgres', 'http', { in: 'u8', out: 'resp' }, { pattern: ';' }] as const)
      assert.throws(() => program({ framing }), { name: 'RangeError', message: /can’t create a Python client/ });
  });

  it('sends a message that the endpoint’s own framing of received bytes can hold', () => {
    const delimiter = { delimiter: '!' };
    assert.match(program({ framing: { in: 'u8', out: delimiter } }), /"Hello! Who is there\?"/);
    assert.match(program({ framing: { in: delimiter, out: 'u8' } }), /"Hi"/);
  });

  it('sends a message that its delimiter can’t split', () => {
    assert.match(program({ framing: { delimiter: '|' } }), /"Hello! Who is there\?"/);
    for (const delimiter of ['o', '!', ' ', 'i', 'ping']) {
      const [, hello = ''] = /message = "(.*)"\.encode/.exec(program({ framing: { delimiter } })) ?? [];
      assert.ok(hello !== '' && !hello.includes(delimiter), delimiter);
    }
    const zeros = program({ framing: { delimiter: { hex: '00' } }, encoding: 'utf16le' });
    assert.match(zeros, /message = "世界"\.encode\("utf-16-le"\)/);
  });

  it('sends a message that its length prefix can hold', () => {
    const hello = (prefix: LengthPrefix) =>
      /message = "(.*)"\.encode/.exec(program({ framing: { lengthPrefix: prefix } }))?.[1];
    assert.equal(hello({ digits: 2 }), 'Hello! Who is there?');
    assert.equal(hello({ digits: 1 }), 'Hi');
    assert.equal(hello({ digits: 1, includesHeader: true, offset: 5 }), 'Hi');
    assert.equal(hello({ digits: 1, includesHeader: true, offset: 6 }), 'Hi');
    assert.equal(hello({ digits: 1, includesHeader: true, offset: 7 }), '');
    assert.equal(hello({ bcd: 1, adjust: 22 }), 'Hello! Who is there?  ');
    assert.equal(hello({ bcd: 1, adjust: 2000 }), '');
  });

  it('is refused for a length of variable size that includes its header', () => {
    for (const prefix of [{ varint: true }, { digitsUntil: ' ' }] as const)
      assert.throws(() => program({ framing: { lengthPrefix: { ...prefix, includesHeader: true } } }), {
        name: 'RangeError',
        message: 'no program can be created: the length has a variable size and includes its header',
      });
  });

  it('is the remote of a connected UDP socket', () => {
    const udp = (more: Partial<EndpointConfig>) => program({ kind: 'udp', ...more }, 'udp://127.0.0.1:9000');
    assert.doesNotMatch(udp({}), /bind/);
    assert.doesNotMatch(udp({ remote: '127.0.0.1:9001' }), /bind/);
    assert.match(udp({ remote: '127.0.0.1:9001', connected: true }), /client\.bind\(\("127\.0\.0\.1", 9001\)\)/);
    assert.doesNotMatch(udp({ remote: 'example.com:9001', connected: true }), /bind/);
    assert.match(program({ kind: 'udp' }, 'udp://[::]:9'), /AF_INET6.*sendto\(message, \("::1", 9\)\)/s);
  });
});
