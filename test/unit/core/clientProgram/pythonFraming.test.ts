import assert from 'node:assert/strict';
import { pythonFraming } from '../../../../src/core/clientProgram/pythonFraming.ts';
import type {
  BinaryLength,
  Encoding,
  EndpointFraming,
  Framing,
  LengthPrefixOptions,
} from '../../../../src/core/endpointConfig.ts';

const of = (framing: EndpointFraming, encoding: Encoding = 'utf8') => pythonFraming({ framing, encoding });
const prefix = (layout: Partial<BinaryLength> & LengthPrefixOptions) =>
  of({ lengthPrefix: { bytes: 2, endian: 'big', ...layout } });

describe('framing in Python', () => {
  it('sends a message after its length, including the header if configured', () => {
    assert.equal(prefix({}).sent, 'len(message).to_bytes(2, "big") + message');
    assert.equal(prefix({ bytes: 4, endian: 'little' }).sent, 'len(message).to_bytes(4, "little") + message');
    assert.equal(prefix({ includesHeader: true }).sent, '(HEADER_BYTES + len(message)).to_bytes(2, "big") + message');
    assert.equal(prefix({ offset: 3 }).sent, 'bytes(3) + len(message).to_bytes(2, "big") + message');
  });

  it('reads the length at its offset', () => {
    assert.match(prefix({}).code, /HEADER_BYTES = 2\n[\s\S]*from_bytes\(header, "big"\)\n/);
    assert.match(prefix({ offset: 3 }).code, /HEADER_BYTES = 5\n[\s\S]*from_bytes\(header\[3:\], "big"\)\n/);
    assert.match(prefix({ includesHeader: true }).code, /from_bytes\(header, "big"\) - HEADER_BYTES /);
    assert.doesNotMatch(prefix({ offset: 0 }).sent, /bytes\(0\)/);
  });

  it('uses the singular for one byte', () => {
    const described = [of({ fixed: 1 }), of({ fixed: 2 }), prefix({ bytes: 1, offset: 1 }), prefix({ offset: 2 })];
    assert.deepEqual(
      described.map(({ description }) => description),
      [
        'Each message is 1 byte long.',
        'Each message is 2 bytes long.',
        'Each message begins with its length in 1 byte, after 1 byte of other data.',
        'Each message begins with its length in 2 bytes, after 2 bytes of other data.',
      ],
    );
  });

  it('pads a fixed-length message with text in its encoding', () => {
    assert.equal(of({ fixed: 4 }).sent, 'message.ljust(MESSAGE_BYTES)[:MESSAGE_BYTES]');
    assert.equal(of({ fixed: 4 }, 'utf16be').sent, String.raw`message.ljust(MESSAGE_BYTES, b"\0")[:MESSAGE_BYTES]`);
  });

  it('writes a delimiter’s bytes in double quotes unless escaping requires otherwise', () => {
    const end = (delimiter: string | { hex: string }) => /DELIMITER = (.*)/.exec(of({ delimiter }).code)?.[1];
    assert.equal(end('\r\n'), String.raw`b"\r\n"`);
    assert.equal(end({ hex: '00 ff' }), String.raw`b"\x00\xff"`);
    assert.equal(end('"'), `b'"'`);
    assert.equal(end("'"), `b"'"`);
    assert.equal(end(`'"`), String.raw`b'\'"'`);
    assert.equal(of({ line: 'cr' }).sent, 'message + LINE_END');
  });

  it('converts pauses to seconds', () => assert.match(of({ idleMs: 20 }).code, /^PAUSE = 0\.02 {2}# seconds\n/));

  it('sends what the endpoint receives, and receives what it sends', () => {
    const { description, code, sent, imports } = of({ in: { fixed: 4 }, out: { line: 'any' } });
    assert.equal(
      description,
      'To the server: each message is 4 bytes long.\n\nFrom the server: each message is a line that ends with LF, CR LF or CR.\n',
    );
    assert.deepEqual([sent, imports], ['message.ljust(MESSAGE_BYTES)[:MESSAGE_BYTES]', ['re']]);
    assert.match(code, /^MESSAGE_BYTES = 4\n# A CR .*\nLINE_END = [\s\S]*LINE_END\.split/);
    assert.doesNotMatch(code, /read\(MESSAGE_BYTES\)/);
    const lines = of({ in: { line: 'any' }, out: { fixed: 4 } });
    assert.deepEqual([lines.sent, lines.imports], [String.raw`message + b"\n"`, []]);
    assert.doesNotMatch(lines.code, /LINE_END/);
  });

  it('names a value of each direction that would have the same name', () => {
    const { code, sent } = of({ in: { line: 'lf' }, out: { line: 'crlf' } });
    assert.match(code, /^SENT_LINE_END = b"\\n"\nLINE_END = b"\\r\\n"\n[\s\S]*split\(LINE_END\)/);
    assert.equal(sent, 'message + SENT_LINE_END');
    const same = of({ in: { line: 'lf' }, out: { delimiter: 'LINE_END' } });
    assert.match(same.code, /^LINE_END = b"\\n"\nDELIMITER = b"LINE_END"\n/);
    const trailers = of({
      in: { lengthPrefix: { digits: 2, trailer: 'TRAILER' } },
      out: { lengthPrefix: { digits: 3, trailer: ',' } },
    });
    assert.match(trailers.code, /^SENT_TRAILER = b"TRAILER"\nTRAILER = b","\n[\s\S]*message \+ SENT_TRAILER\n/);
    const slip = of({ in: 'slip', out: { start: 'END', end: '>' } });
    assert.match(slip.code, /^END, ESCAPE = .*\nESCAPED_END, .*\nMESSAGE_START = b"END"\n/);
    assert.doesNotMatch(slip.code, /SENT_|slip_decode/);
  });

  it('is absent if the config has none', () => assert.deepEqual(pythonFraming({}), of('none')));

  it('fails if the connection ends inside a message, except by pauses or chunks', () => {
    const framings: Framing[] = [
      'slip',
      'cobs',
      'mllp',
      'lsp',
      'netstring',
      { line: 'any' },
      { line: 'lf' },
      { delimiter: '|' },
      { fixed: 2 },
    ];
    for (const { code } of [...framings.map(one => of(one)), prefix({})]) assert.match(code, /raise EOFError\(/);
    for (const { code } of [of('none'), of({ idleMs: 1 })]) assert.doesNotMatch(code, /EOFError/);
  });
});
