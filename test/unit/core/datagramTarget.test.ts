import assert from 'node:assert/strict';
import { formatRemote, parseDatagramTarget } from '../../../src/core/datagramTarget.ts';

describe('an address for sending datagrams', () => {
  const accepted = {
    '127.0.0.1:9000': { host: '127.0.0.1', port: 9000 },
    ' udp://[::1]:65535': { scheme: 'udp', host: '::1', port: 65_535 },
    'host.example:1': { host: 'host.example', port: 1 },
    ':9000': { host: '127.0.0.1', port: 9000 },
  };
  for (const [text, address] of Object.entries(accepted))
    it(`is “${text}”`, () => assert.deepEqual(parseDatagramTarget(text), address));

  const refused: [string, RegExp][] = [
    ['', /the port is missing/],
    ['127.0.0.1:0', /^"127\.0\.0\.1:0": the port must be 1 to 65535$/],
    ['127.0.0.1:65536', /the port must be/],
    ['tcp://127.0.0.1:9', /^a UDP socket can’t send to a tcp address$/],
    ['unix:/tmp/s', /^a UDP socket can’t send to a unix address$/],
    ['/tmp/s', /^a UDP socket can’t send to a unix address$/],
    ['::1:9', /brackets/],
  ];
  for (const [text, message] of refused)
    it(`isn’t “${text}”`, () => assert.throws(() => parseDatagramTarget(text), { name: 'RangeError', message }));
});

describe('a datagram address as a label', () => {
  it('has its host and port without a scheme', () => {
    const labels = { ':9000': '127.0.0.1:9000', ' udp://[::1]:9': '[::1]:9', 'host.example:1': 'host.example:1' };
    for (const [text, label] of Object.entries(labels)) assert.equal(formatRemote(text), label);
  });

  it('is the text itself if that isn’t an address', () => {
    for (const text of ['', '127.0.0.1:0', 'unix:/tmp/s']) assert.equal(formatRemote(text), text);
  });
});
