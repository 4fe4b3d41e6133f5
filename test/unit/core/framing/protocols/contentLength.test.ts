import assert from 'node:assert/strict';
import type { Frame } from '../../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

const bodies = { header: 'content-length' } as const;
const headers = { header: 'content-length', keepHeader: true } as const;

describe('frames with a Content-Length', () => {
  const cases: [string, boolean, string, string[]][] = [
    ['delivers bodies', false, 'Content-Length: 2\r\n\r\n{}Content-Length: 3\r\nX: y\r\n\r\nabc', ['{}', 'abc']],
    [
      'counts bytes, and leaves blank lines in a body',
      false,
      'Content-Length: 6\r\n\r\nü\r\n\r\nContent-Length: 0\r\n\r\n',
      ['ü\r\n\r\n', ''],
    ],
    ['takes the name in any case, and blanks around', false, 'CONTENT-length :\t 1 \r\n\r\na', ['a']],
    ['tolerates lines that end with LF', false, 'Type: b\nContent-Length:1\n\na', ['a']],
    ['takes the same length twice', false, 'content-length: 1\r\nContent-Length: 01\r\n\r\na', ['a']],
    ['ignores names that only begin alike', false, 'Content-Length-X: 9\r\nContent-Length: 1\r\n\r\na', ['a']],
    [
      'keeps headers',
      true,
      'OPTIONS sip:a\r\nContent-Length: 2\r\n\r\nhi',
      ['OPTIONS sip:a\r\nContent-Length: 2\r\n\r\nhi'],
    ],
    [
      'has no body without a length if headers are kept',
      true,
      'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET',
      ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'unterminated GET'],
    ],
    ['keeps a blank line of its own, such as a keep-alive of SIP', true, '\r\n\r\nA\n\n', ['\r\n', '\r\n', 'A\n\n']],
  ];
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  const parts = '5\r\nhel\r\n\r\n00A ; ext="a"\r\n0\r\n\r\n67890\r\n0\r\n';
  cases.push(
    [
      'takes the chunks of a body, and the lines after them, up to a blank one',
      true,
      `${chunked}${parts}Trailer: 1\r\n\r\nA\r\nContent-Length: 1\r\n\r\nb`,
      [`${chunked}${parts}Trailer: 1\r\n\r\n`, 'A\r\nContent-Length: 1\r\n\r\nb'],
    ],
    [
      'prefers chunks to a Content-Length, and takes them one response after another',
      true,
      `Content-Length: 3\ntransfer-encoding:gzip , Chunked\n\n1\na\n0\n\n${chunked}0\r\n\r\n${chunked}1\r\nb`,
      [
        'Content-Length: 3\ntransfer-encoding:gzip , Chunked\n\n1\na\n0\n\n',
        `${chunked}0\r\n\r\n`,
        `unterminated ${chunked}1\r\nb`,
      ],
    ],
    [
      'ignores another transfer coding, and chunks if bodies are delivered alone',
      true,
      'Transfer-Encoding: xchunked\n\nTransfer-Encoding: chunked, gzip\n\n',
      ['Transfer-Encoding: xchunked\n\n', 'Transfer-Encoding: chunked, gzip\n\n'],
    ],
    ['needs a length without the header', false, 'Transfer-Encoding: chunked\nContent-Length: 1\n\na', ['a']],
  );
  for (const [title, keepHeader, wire, frames] of cases) {
    it(title, () => {
      const bytes = utf8(wire);
      for (const cuts of everyCut(bytes.length)) {
        const decoder = framingFor(keepHeader ? headers : bodies).decoder(200);
        assert.deepEqual(decode(decoder, bytes, cuts).map(shown), frames, `${cuts}`);
      }
    });
  }

  /** The flaw of the only frame, however the bytes are cut. */
  function flawOf(wire: string, framing: typeof bodies | typeof headers = bodies): Partial<Frame> {
    const bytes = utf8(wire);
    const cuts =
      bytes.length < 200 ? everyCut(bytes.length) : [[], [70_000], Array.from({ length: 70 }, (_, at) => at * 999)];
    const flaws = cuts.map(one => {
      const [first, ...others] = decode(framingFor(framing).decoder(100_000), bytes, one);
      assert.equal(Buffer.concat([first, ...others].map(frame => frame?.bytes ?? new Uint8Array())).toString(), wire);
      const { bytes: _, ...flaw } = first ?? {};
      return flaw;
    });
    for (const flaw of flaws) assert.deepEqual(flaw, flaws[0]);
    return flaws[0] ?? {};
  }

  it('gives up where the header is wrong, and says why', () => {
    const broken = (at: number, expected: string, least?: number) => ({
      flaw: 'brokenEnvelope',
      broken: { at, expected, ...(least !== undefined && { least }) },
    });
    assert.deepEqual(flawOf('Content-Length: 5\r\nContent-Length: 6\r\n\r\n'), broken(34, 'sameLength', 5));
    assert.deepEqual(flawOf('Type: a\r\n\r\n{}'), broken(10, 'contentLength'));
    for (const value of ['', '+5', '-1', '0x10', '5a', '5 5', '1.5', '9'.repeat(400), `${' '.repeat(200)}5`])
      assert.deepEqual(flawOf(`Content-Length:${value}\r\n\r\n`), broken(15, 'byteCount'), value);
    assert.deepEqual(flawOf(`A: ${'x'.repeat(70_000)}`), broken(65_536, 'endOfHeader', 65_536));
    assert.deepEqual(flawOf('a\r\n'.repeat(30_000), headers), broken(65_536, 'endOfHeader', 65_536));
    assert.deepEqual(flawOf('Content-Length: 10000000000\r\n\r\n'), {
      flaw: 'brokenLength',
      announced: 10_000_000_000n,
    });
  });

  it('gives up where a chunk is wrong, and at the chunk that makes a message too large', () => {
    const broken = (at: number, expected: string) => ({
      flaw: 'brokenEnvelope',
      broken: { at: chunked.length + at, expected },
    });
    const flawIn = (body: string) => flawOf(chunked + body, headers);
    for (const size of ['', 'g', '-1', ' 1']) assert.deepEqual(flawIn(`${size}\r\n`), broken(0, 'hexDigit'), size);
    assert.deepEqual(flawIn('0x1\r\n'), broken(1, 'endOfLine'));
    assert.deepEqual(flawIn(`${'1'.repeat(14)}\r\n`), broken(13, 'endOfLine'));
    assert.deepEqual(flawIn('1\r\nab\r\n'), broken(4, 'endOfLine'));
    assert.deepEqual(flawIn(`1;${'x'.repeat(70_000)}`), broken(65_536 - chunked.length, 'endOfLine'));
    assert.deepEqual(flawIn('1\r\na\r\n4000000\r\n').flaw, 'brokenLength');
    const whole = `${chunked}${'1\r\na\r\n'.repeat(9)}0\r\n\r\n`;
    assert.deepEqual(decode(framingFor(headers).decoder(whole.length), utf8(whole), [50, 70]).map(shown), [whole]);
    const [over] = decode(framingFor(headers).decoder(whole.length - 1), utf8(whole));
    assert.deepEqual([over?.flaw, over?.announced], ['brokenLength', BigInt(whole.length)]);
  });

  it('reads a header of exactly the limit', () => {
    const ofLimit = `Content-Length:1\nA:${'x'.repeat(65_536 - 17 - 2 - 2)}\n\n`;
    assert.equal(ofLimit.length, 65_536);
    assert.deepEqual(decode(framingFor(bodies).decoder(9), utf8(`${ofLimit}b`), [9, 60_000]).map(shown), ['b']);
    const [over] = decode(framingFor(bodies).decoder(9), utf8(`x${ofLimit}b`));
    assert.equal(over?.flaw, 'brokenEnvelope');
  });

  it('keeps little of a long line besides its bytes', () => {
    const decoder = framingFor(bodies).decoder(100);
    for (let at = 0; at < 60_000; at++) decoder.push(utf8('x'), 0);
    assert.ok((decoder.unfinishedBytes ?? 0) < 200_000);
  });

  it('adds the header to a message, or checks the one that it has', () => {
    assert.equal(String(wireOf(framingFor(bodies).encoder().encode(utf8('ü')))), 'Content-Length: 2\r\n\r\nü');
    const { encode } = framingFor(headers).encoder();
    assert.equal(encode(utf8('A\r\nContent-Length: 1\r\n\r\na')).length, 25);
    assert.equal(encode(utf8('A\r\n\r\n')).length, 5);
    assert.throws(() => encode(utf8('A\r\nContent-Length: 2\r\n\r\na')), /Content-Length is 2, but should be 1/);
    assert.throws(() => encode(utf8('A\r\n\r\na')), /Content-Length is 0, but should be 1/);
    assert.equal(encode(utf8(`${chunked}${parts}\r\n`)).length, chunked.length + parts.length + 2);
    for (const part of ['', '1\r\n', '5\r\na', '1\r\na\r\n', '0\r\n'])
      assert.throws(() => encode(utf8(chunked + part)), /must end with a chunk of size 0 and a blank line/, part);
    assert.throws(() => encode(utf8(`${chunked}x\r\n`)), /header is wrong at byte 48, where a hex digit was expected/);
    assert.throws(() => encode(utf8('A')), /must begin with header lines and a blank line/);
    assert.throws(
      () => encode(utf8('Content-Length: x\n\n')),
      /header is wrong at byte 16, where a number of bytes was expected/,
    );
  });
});
