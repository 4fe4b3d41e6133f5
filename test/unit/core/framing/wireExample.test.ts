import assert from 'node:assert/strict';
import type { EndpointConfig, Framing } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { framingNames } from '../../../../src/core/framing/namedFramings.ts';
import { wireExample } from '../../../../src/core/framing/wireExample.ts';

describe('the sample text on the wire', () => {
  const shown = (framing: Framing, config?: Pick<EndpointConfig, 'encoding' | 'lineEnding'>) => {
    const found = wireExample(framing, config);
    return found && Buffer.from(found.bytes).toString('latin1');
  };

  it('is what the framing’s encoder sends', () => {
    const examples: [Framing, string][] = [
      ['none', 'hello'],
      [{ line: 'crlf' }, 'hello\r\n'],
      [{ delimiter: '||' }, 'hello||'],
      [{ start: '<', end: { hex: '3e' } }, '<hello>'],
      [{ lengthPrefix: { bytes: 4, endian: 'big' } }, '\0\0\0\x05hello'],
      [{ lengthPrefix: { digits: 4 } }, '5   hello'],
      [{ lengthPrefix: { digitsUntil: ':', trailer: ',' } }, '5:hello,'],
      [{ lengthPrefix: { bytes: 2, endian: 'big', jsonHeader: { field: 'n' } } }, '\0\x07{"n":5}hello'],
      [{ header: 'content-length' }, 'Content-Length: 5\r\n\r\nhello'],
      [{ idleMs: 20 }, 'hello'],
      ['slip', '\xc0hello\xc0'],
      ['cobs', '\x06hello\0'],
      ['netstring', '5:hello,'],
    ];
    for (const [framing, expected] of examples) assert.equal(shown(framing), expected, JSON.stringify(framing));
  });

  it('is part of a message with its own header or end where a framing requires that', () => {
    const prefix = { bytes: 2, endian: 'big', offset: 1, includesHeader: true, trailer: '\n' } as const;
    const examples: [Framing, string][] = [
      [{ header: 'content-length', keepHeader: true }, 'Content-Length: 5\r\n\r\nhello'],
      [{ lengthPrefix: prefix }, '\0\0\x08hello\n'],
      [{ lengthPrefix: { varint: true, offset: 2, jsonHeader: { field: 'n' } } }, '\0\0\x07{"n":5}hello'],
      [{ pattern: 'END' }, 'helloEND'],
      [{ pattern: '\\r\\n' }, 'hello\r\n'],
      [{ fixed: 7 }, 'hellohe'],
      ['json', '"hello"'],
      ['modbus-tcp', '\0\0\0\0\0\x05hello'],
      ['mqtt', '0\x05hello'],
      ['postgres', 'Q\0\0\0\x0ahello\0'],
      ['amqp', '\x01\0\0\0\0\0\x05hello\xce'],
    ];
    for (const [framing, expected] of examples) assert.equal(shown(framing), expected, JSON.stringify(framing));
  });

  it('exists for every name, and is decoded as one message', () => {
    for (const name of framingNames) {
      const found = wireExample(name);
      assert.ok(found?.textAt !== undefined, name);
      const decoder = framingFor(name).decoder(1000);
      const frames = [...decoder.push(found.bytes, 0), ...decoder.end(0)];
      assert.deepEqual([frames.length, frames[0]?.flaw], [1, undefined], name);
      assert.ok(Buffer.from(frames[0]?.bytes ?? []).includes('hello'), name);
    }
  });

  it('is in the endpoint’s encoding and has its line ending', () => {
    assert.equal(shown({ line: 'any' }, { lineEnding: 'crlf' }), 'hello\r\n');
    const found = wireExample({ delimiter: { hex: '00 0a' } }, { encoding: 'utf16be' });
    assert.deepEqual([found?.textAt, found?.textBytes, found?.bytes.length], [0, 10, 12]);
  });

  it('is absent if there is none that is short', () => {
    const framings: Framing[] = [{ fixed: 1024 ** 3 }, { lengthPrefix: { digits: 1000 } }, { pattern: '[0-9]{3}' }];
    for (const framing of framings) assert.equal(wireExample(framing), undefined);
  });
});
