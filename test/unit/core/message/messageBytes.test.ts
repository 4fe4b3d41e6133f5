import assert from 'node:assert/strict';
import { maxMessageUnits } from '../../../../src/core/limits.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { isVariable, type MessageContext, messageBytes } from '../../../../src/core/message/messageBytes.ts';

const sources = { counter: 7, nowMs: 1000, random: (length: number) => new Uint8Array(length).fill(0xab) };

describe('message bytes', () => {
  const bytes = (message: Partial<Message>, context: MessageContext = {}) =>
    Buffer.from(messageBytes({ notation: 'text', text: '', ...message }, context, sources)).toString('latin1');

  it('leave backslashes alone until escapes are enabled', () => {
    assert.equal(bytes({ text: 'C:\\new' }), 'C:\\new');
    assert.equal(bytes({ text: 'a\\n', escapes: true }), 'a\n');
    assert.equal(bytes({ text: '\\xff\\xe9é', escapes: true }), '\xff\xe9\xc3\xa9');
  });

  it('end with a line ending only in text: the chosen one, or the endpoint’s by default', () => {
    assert.equal(bytes({ text: 'a', lineEnding: 'crlf' }, { lineEnding: 'lf' }), 'a\r\n');
    assert.equal(bytes({ text: 'a' }, { lineEnding: 'lf' }), 'a\n');
    assert.equal(bytes({ text: 'a', lineEnding: 'none' }, { lineEnding: 'lf' }), 'a');
    assert.equal(bytes({ text: '61', lineEnding: 'crlf', notation: 'hex' }), 'a');
    assert.equal(bytes({ text: 'YQ', lineEnding: 'lf', notation: 'base64' }), 'a');
  });

  it('have no line ending if the framing adds it', () => {
    assert.equal(bytes({ text: 'a', lineEnding: 'crlf' }, { framing: { line: 'lf' } }), 'a');
    assert.equal(bytes({ text: 'a', lineEnding: 'crlf' }, { framing: 'line' }), 'a');
    assert.equal(bytes({ text: 'a', lineEnding: 'crlf' }, { framing: 'mllp' }), 'a\r\n');
    assert.equal(bytes({ text: 'a', lineEnding: 'crlf' }, { framing: { in: 'mllp', out: 'line' } }), 'a');
    assert.equal(bytes({ text: 'a', lineEnding: 'crlf' }, { framing: { in: 'line', out: 'mllp' } }), 'a\r\n');
  });

  it('are rejected if the text is too long to be parsed at once', () => {
    for (const notation of ['text', 'hex', 'base64'] as const) {
      const text = '00'.repeat(maxMessageUnits / 2);
      assert.ok(bytes({ notation, text }).length > 0);
      assert.throws(() => bytes({ notation, text: `${text}{{$counter}}` }), {
        name: 'RangeError',
        message: 'the message has more than 4194304 characters; send it as a file',
      });
    }
    assert.ok(!isVariable({ notation: 'text', text: `{{$counter}}${'0'.repeat(maxMessageUnits)}` }));
  });

  it('are rejected if too much has to be expanded, and accepted if nothing has', () => {
    const most = '{{$counter}}'.repeat(10_000);
    assert.equal(bytes({ text: most }).length, 10_000);
    for (const text of [`${most}{{$counter}}`, `${'{{a}}'.repeat(10_000)}{{$now}}`])
      assert.throws(() => bytes({ text }), {
        message: 'a message with variables can contain “{{” at most 10000 times',
      });
    assert.equal(bytes({ text: `${most}{{$counter}}`, literal: true }).length, 120_012);
    assert.equal(bytes({ text: '{{a}}'.repeat(20_000) }).length, 100_000);
  });

  it('have a checksum of the body before the line ending', () => {
    assert.equal(bytes({ text: '123456789', checksum: 'crc16modbus', lineEnding: 'lf' }), '123456789\x37\x4b\n');
    assert.equal(bytes({ text: '31 32', notation: 'hex', checksum: 'sum8' }), '12\x63');
    assert.equal(bytes({ text: 'MTI=', notation: 'base64', checksum: 'xor8' }), '12\x03');
    assert.equal(bytes({ text: '', checksum: 'crc32' }), '\0\0\0\0');
  });

  it('have the values of variables, which the checksum covers', () => {
    assert.equal(bytes({ text: 'n={{$counter}}', lineEnding: 'lf' }), 'n=7\n');
    assert.equal(bytes({ text: '01 {{$counter hex 4}} {{$random 2}}', notation: 'hex' }), '\x01\0\x07\xab\xab');
    assert.equal(bytes({ text: '{{$counter hex 2}}', notation: 'hex', checksum: 'sum8' }), '\x07\x07');
    assert.equal(bytes({ text: '{{$counter}}\\t{{$now unix}}', escapes: true }), '7\t1');
  });

  it('have lengths and checksums of what is typed, but no spans', () => {
    assert.equal(bytes({ text: '{{$len:u16be}}abc{{$sum8:u8}}' }), '\0\x04abc\x2a');
    assert.equal(
      bytes({ text: '01 03 00 00 00 0a {{$crc16modbus:u16le}}', notation: 'hex' }),
      '\x01\x03\0\0\0\x0a\xc5\xcd',
    );
    assert.equal(bytes({ text: '$A*{{$nmea}}\\r\\n', escapes: true }), '$A*41\r\n');
    assert.equal(bytes({ text: '{{#body}}{{?x}}' }), '{{#body}}{{?x}}');
    assert.throws(() => bytes({ text: '{{$len body}}' }), {
      message: '"{{$len body}}" at character 1 can’t refer to other parts of the message',
    });
  });

  it('keep variables unexpanded on request', () => {
    assert.equal(bytes({ text: '{{$counter}}', literal: true }), '{{$counter}}');
  });

  it('are rejected with the position of invalid input', () => {
    assert.throws(() => bytes({ text: '{{$nwo}}' }), /unknown placeholder/);
    assert.throws(() => bytes({ text: '{{$counter}}', notation: 'hex' }), /not a hex byte/);
    assert.throws(() => bytes({ text: '{{$counter}}', notation: 'base64' }), /base64/);
    assert.throws(() => bytes({ text: '✓' }, { encoding: 'latin1' }), /can’t be encoded in Latin-1/);
  });

  it('vary only with counting variables', () => {
    assert.equal(isVariable({ notation: 'text', text: '{{$now}}' }), true);
    assert.equal(isVariable({ notation: 'text', text: '{{$now}}', literal: true }), false);
    assert.equal(isVariable({ notation: 'text', text: '{{now}}' }), false);
  });
});
