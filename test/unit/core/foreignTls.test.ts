import assert from 'node:assert/strict';
import { maxSignBytes, recognizeDtls, recognizeTls, type TlsRecognition } from '../../../src/core/foreignTls.ts';

const bytes = (hex: string, length = 0) => {
  const start = Buffer.from(hex.replace(/ /g, ''), 'hex');
  return Buffer.concat([start, Buffer.alloc(Math.max(length - start.length, 0))]);
};
const text = (written: string) => Buffer.from(written);

/** Asserts that more bytes are needed one by one until this is recognized, whatever follows. */
function recognizes(start: Uint8Array, expected: TlsRecognition): void {
  const answers = Array.from({ length: start.length + 1 }, (_, to) => recognizeTls(start.subarray(0, to)));
  const first = answers.find(answer => answer !== 'needMore');
  assert.deepEqual([first, answers.at(-1)], [expected, expected], Buffer.from(start).toString('latin1'));
}

describe('recognizeTls', () => {
  it('recognizes a ClientHello of every version', () => {
    for (const version of ['00', '01', '02', '03', '04'])
      recognizes(bytes(`16 03${version} 0200 01 0001fc 0303`, 517), 'clientHello');
  });

  it('recognizes an alert, and a web server that expects HTTPS', () => {
    recognizes(bytes('15 0301 0002 02 46'), 'alert');
    recognizes(bytes('15 0303 0002 01 00', 20), 'alert');
    for (const answer of [
      'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n<center>The plain HTTP request was sent to HTTPS port</center>',
      "HTTP/1.1 400 Bad Request\r\n\r\nReason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
      'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n',
    ])
      recognizes(text(answer), 'httpsPort');
  });

  it('recognizes nothing else, and decides early', () => {
    for (const other of [
      text('hello'),
      text('GET / HTTP/1.1\r\n'),
      text('HTTP/1.1 200 OK\r\n\r\nThe plain HTTP request was sent to HTTPS port'),
      text('SSH-2.0-OpenSSH_9.6\r\n'),
      text(`HTTP/1.1 400 Bad Request\r\n\r\n${'x'.repeat(maxSignBytes)}HTTP request to an HTTPS server`),
      Buffer.concat([text('x'), bytes('16 0301 0200 01 0001fc 0303', 517)]),
      bytes('16 0305'),
      bytes('16 04'),
      bytes('16 0301 0200 02 0001fc 0303', 517),
      bytes('16 0301 ffff 01 0001fc 0303', 517),
      bytes('16 0301 0200 01 0001fc 0203', 517),
      bytes('15 0301 0003 02 46'),
      bytes('15 0301 0002 03 46'),
      bytes('17 0303 0010', 21),
    ])
      recognizes(other, 'none');
  });
});

describe('recognizeDtls', () => {
  const hello = (version: string) =>
    bytes(`16 ${version} 0000 000000000000 0050 01 000044 0000 000000 000044 fefd`, 93);

  it('recognizes a ClientHello in a datagram, and nothing else', () => {
    for (const version of ['feff', 'fefd']) assert.equal(recognizeDtls(hello(version)), 'dtlsClientHello');
    for (const other of [
      hello('0301'),
      hello('fefd').subarray(0, 26),
      hello('fefd').subarray(0, 40),
      bytes('15 fefd', 40),
      text('x'),
    ])
      assert.equal(recognizeDtls(other), 'none');
  });
});
