import assert from 'node:assert/strict';
import { type ConnectionTarget, configOfTarget } from '../../../../src/core/connection/connectionTarget.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';

const host = { host: 'h', port: '80' };

describe('the endpoint for a connection description', () => {
  const configs: [string, ConnectionTarget, EndpointConfig][] = [
    ['connects to a host', host, { kind: 'tcp-client', address: 'h:80' }],
    ['puts an IPv6 host in brackets', { host: '::1', port: '80' }, { kind: 'tcp-client', address: '[::1]:80' }],
    ['listens on loopback by default', { listen: true, port: '80' }, { kind: 'tcp-server', address: ':80' }],
    ['listens with IPv6', { listen: true, ipv6: true, port: '0' }, { kind: 'tcp-server', address: '[::1]:0' }],
    ['listens on the given host', { listen: true, ipv6: true, ...host }, { kind: 'tcp-server', address: 'h:80' }],
    [
      'connects to this machine for all interfaces',
      { host: '0.0.0.0', port: '1' },
      { kind: 'tcp-client', address: '127.0.0.1:1' },
    ],
    ['connects to it with IPv6', { host: '::', port: '1' }, { kind: 'tcp-client', address: '[::1]:1' }],
    ['sends from any port', { udp: true, ...host }, { kind: 'udp', address: '0.0.0.0:0', remote: 'h:80' }],
    [
      'sends from loopback to loopback',
      { udp: true, host: 'localhost', port: '1', sourcePort: '5' },
      { kind: 'udp', address: 'localhost:5', remote: 'localhost:1' },
    ],
    [
      'has datagram options',
      { udp: true, listen: true, port: '1', broadcast: true, reuseAddress: true },
      { kind: 'udp', address: ':1', options: { broadcast: true, reuseAddress: true } },
    ],
    [
      'connects from a port',
      { ...host, sourcePort: '5', sourceHost: '::1' },
      { kind: 'tcp-client', address: 'h:80', options: { localAddress: '::1', localPort: 5 } },
    ],
    [
      'listens at a path with two slashes',
      { listen: true, path: '//a' },
      { kind: 'tcp-server', address: 'unix:////a' },
    ],
    ['listens at a path', { listen: true, path: '/a b' }, { kind: 'tcp-server', address: 'unix:/a b' }],
    [
      'echoes with CRLF',
      { ...host, echo: true, crlf: true },
      { kind: 'tcp-client', address: 'h:80', lineEnding: 'crlf', reply: 'echo' },
    ],
  ];
  for (const [what, target, config] of configs) it(what, () => assert.deepEqual(configOfTarget(target), config));

  it('waits at most an hour, in whole milliseconds, with a default if no time is given', () => {
    const waits = (connectTimeoutMs: number) => configOfTarget({ ...host, connectTimeoutMs }).connectTimeoutMs;
    assert.deepEqual([0, 0.9, 1, 1.6, 3_600_000, 3_600_001].map(waits), [
      undefined,
      undefined,
      1,
      2,
      3_600_000,
      3_600_000,
    ]);
    assert.equal(configOfTarget({ path: '/a', connectTimeoutMs: 5 }).connectTimeoutMs, 5);
  });

  const refused: [ConnectionTarget, RegExp][] = [
    [{ port: '80' }, /host to connect to is missing/],
    [{ host: 'h' }, /port is missing/],
    [{ host: 'h', port: '0' }, /1 to 65535/],
    [{ host: 'unix', port: '/x' }, /"unix" isn’t a valid host name/],
    [{ path: '/a', udp: true }, /Unix datagram sockets aren’t supported/],
    [{ path: ' ' }, /path .* is missing/],
    [{ listen: true }, /port is missing/],
  ];
  for (const [target, message] of refused) {
    it(`is rejected for ${JSON.stringify(target)}`, () => {
      assert.throws(() => configOfTarget(target), { name: 'RangeError', message });
    });
  }
});
