import assert from 'node:assert/strict';
import {
  formatAddress,
  formatHostPort,
  hostOfPeer,
  isLoopback,
  isWildcard,
  localSideOf,
  parseAddress,
  plainHost,
} from '../../../src/core/address.ts';
import { Dice } from '../../soak/dice.ts';

/** Returns undefined for text that isn't an address. Capturing stacks, which are never read, would take most of the time. */
function readAddress(text: string): ReturnType<typeof parseAddress> | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseAddress(text);
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

describe('parseAddress', () => {
  const accepted: [string, ReturnType<typeof parseAddress>][] = [
    ['tcp://example.com:80', { scheme: 'tcp', host: 'example.com', port: 80 }],
    ['UDP://127.0.0.1:0/', { scheme: 'udp', host: '127.0.0.1', port: 0 }],
    [' host_name:65535 ', { host: 'host_name', port: 65_535 }],
    ['[::1]:9000', { host: '::1', port: 9000 }],
    ['example.com.:80', { host: 'example.com.', port: 80 }],
    ['tcp://[fe80::1%eth0]:1', { scheme: 'tcp', host: 'fe80::1%eth0', port: 1 }],
    [':9000', { host: '127.0.0.1', port: 9000 }],
    ['9000', { host: '127.0.0.1', port: 9000 }],
    ['unix:/tmp/a b.sock', { scheme: 'unix', host: '', port: 0, path: '/tmp/a b.sock' }],
    ['unix://s', { scheme: 'unix', host: '', port: 0, path: 's' }],
    ['unix:////s', { scheme: 'unix', host: '', port: 0, path: '//s' }],
    ['//s', { scheme: 'unix', host: '', port: 0, path: '//s' }],
    ['/tmp/s', { scheme: 'unix', host: '', port: 0, path: '/tmp/s' }],
    ['\\\\.\\pipe\\name', { scheme: 'pipe', host: '', port: 0, path: '\\\\.\\pipe\\name' }],
  ];
  for (const [text, expected] of accepted) it(`reads ${text}`, () => assert.deepEqual(parseAddress(text), expected));

  const refused: [string, RegExp][] = [
    ['', /port is missing/],
    ['localhost', /port is missing/],
    ['host:', /port is missing/],
    ['9100x', /: the port must be a number, not "9100x"$/],
    ['tcp://9100 ,', /: the port must be a number, not "9100 ,"$/],
    ['-1', /: the port must be a number, not "-1"$/],
    ['9a3', /port is missing/],
    ['127.0.0.1', /port is missing/],
    ['host:70000', /must be at most 65535/],
    ['host:-1', /must be a number/],
    ['host:80a', /must be a number/],
    ['999.1.1.1:1', /isn’t a valid IPv4 address/],
    ['1.2.3:1', /isn’t a valid IPv4 address/],
    ['::1:9000', /brackets/],
    ['[::1]', /brackets must be followed by a colon/],
    ['[1::2::3]:1', /isn’t a valid IPv6 address/],
    ['http://host:80', /http:\/\/ isn’t supported; Portside opens tcp:\/\/, udp:\/\/ and unix: addresses/],
    ['tcp://tls://host:443', /tls:\/\/ needs TLS/],
    ['sctp:/host:9', /sctp:\/ isn’t supported/],
    ['openssl:host:443', /openssl: needs TLS, which isn’t supported yet/],
    ['vsock:2:9000', /vsock: isn’t supported/],
    ['TCP:host:80', /use TCP:\/\/, with two slashes/],
    ['fe80::1:9000', /brackets/],
    ['a b:1', /isn’t a valid host name/],
    [`${'a'.repeat(64)}:1`, /isn’t a valid host name/],
  ];
  for (const [text, reason] of refused) {
    it(`rejects ${JSON.stringify(text.slice(0, 20))}, quoting it`, () => {
      assert.throws(() => parseAddress(text), { name: 'RangeError', message: reason });
    });
  }

  it('rejects every scheme that isn’t implemented, by name, and never falls back to plaintext', () => {
    const secure = ['tls', 'TLS', 'ssl', 'https', 'wss', 'dtls', 'mqtts', 'imaps'];
    const others = [
      'ws',
      'http',
      'quic',
      'sctp',
      'unixgram',
      'vsock',
      'serial',
      'socks5',
      'git+ssh',
      'h2',
      'x.y',
      'pipe',
    ];
    for (const scheme of [...secure, ...others]) {
      for (const rest of ['127.0.0.1:9000', '[::1]:9000', ':9000', '9000', 'host:0/', '/dev/ttyS0', '']) {
        assert.throws(() => parseAddress(`${scheme}://${rest}`), {
          name: 'RangeError',
          message: new RegExp(
            `: ${scheme.replace(/[.+]/g, '\\$&')}:/+ ${secure.includes(scheme) ? 'needs TLS' : 'isn’t supported'}`,
          ),
        });
      }
    }
  });

  it('reads back what it formats', () => {
    for (const text of ['tcp://127.0.0.1:1', 'udp://[::1]:2', 'tcp://[2001:db8:1:2:3:4:5:6]:3', 'unix:/a'])
      assert.equal(formatAddress(parseAddress(text)), text);
  });

  it('reads back any address that it can read', () => {
    const dice = new Dice(15);
    const parts = [
      'tcp:',
      'udp:',
      'unix:',
      '/',
      '//',
      '\\\\.\\pipe\\',
      '\\',
      '[',
      ']',
      ':',
      '::',
      '.',
      '%',
      ' ',
      '\n',
      '#1',
    ];
    const names = [
      '9000',
      '0',
      '127.0.0.1',
      '::1',
      '::ffff:1.2.3.4',
      'fe80::1%eth0',
      'a',
      'Host-1',
      'localhost',
      'é',
      '[::1]',
    ];
    let read = 0;
    for (let round = 0; round < 100_000; round++) {
      const text = Array.from({ length: 1 + dice.number(6) }, () => dice.pick(dice.oneIn(2) ? parts : names)).join('');
      const address = readAddress(text);
      if (!address) continue;
      read++;
      assert.deepEqual(parseAddress(formatAddress(address)), { scheme: 'tcp', ...address }, JSON.stringify(text));
    }
    assert.ok(read > 10_000, `only ${read} addresses were read`);
  });
});

describe('hosts', () => {
  it('are loopback or not', () => {
    for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
      assert.ok(isLoopback(host), host);
    for (const host of ['0.0.0.0', '::', '192.168.1.1', 'example.com', '127.evil.example'])
      assert.ok(!isLoopback(host), host);
  });

  it('are recognized as wildcards', () => {
    for (const host of ['0.0.0.0', '::', '0:0:0:0:0:0:0:0']) assert.ok(isWildcard(host), host);
    for (const host of ['127.0.0.1', '::1', 'localhost']) assert.ok(!isWildcard(host), host);
  });

  it('are unmapped from IPv6 to IPv4, and bracketed if necessary', () => {
    assert.equal(plainHost('::ffff:10.0.0.1'), '10.0.0.1');
    assert.equal(formatHostPort('::1', 5), '[::1]:5');
  });

  it('are grouped by what the addresses of their peers have in common', () => {
    const hosts = {
      '127.0.0.1:5': '127.0.0.1',
      '[::1]:5': '[::1]',
      '/tmp/a:b #1': '/tmp/a:b',
      '/tmp/a #1 #22': '/tmp/a #1',
      '/tmp/a:b': '/tmp/a:b',
      '\\\\.\\pipe\\a #3': '\\\\.\\pipe\\a',
      'unknown #4': 'unknown',
    };
    for (const [address, host] of Object.entries(hosts)) assert.equal(hostOfPeer(address), host);
  });

  it('have a local address that can reach them', () => {
    const sides = { localhost: 'localhost:0', '127.0.0.1': '127.0.0.1:0', '::1': '[::1]:0', 'fe80::1': '[::]:0' };
    for (const [host, side] of Object.entries(sides)) assert.equal(localSideOf(host), side);
    for (const host of ['example.com', '10.0.0.1']) assert.equal(localSideOf(host), '0.0.0.0:0');
  });
});
