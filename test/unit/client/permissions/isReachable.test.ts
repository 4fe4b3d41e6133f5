import assert from 'node:assert/strict';
import { type PlatformPath, posix, win32 } from 'node:path';
import { isReachable } from '../../../../src/client/permissions/isReachable.ts';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';

describe('an endpoint that other machines can reach', () => {
  const noLookup = async (name: string) => assert.fail(`${name} was looked up`);
  const isReached = async (given: Partial<EndpointConfig>, resolve = noLookup as (name: string) => Promise<string[]>) =>
    isReachable(parseEndpointConfig({ kind: 'tcp-server', ...given }).config, resolve);

  for (const address of [
    '0.0.0.0:9000',
    'tcp://0.0.0.0:0',
    '[::]:9000',
    '[0:0:0:0:0:0:0:0]:9000',
    '[::0]:9',
    '[::ffff:0.0.0.0]:9000',
    '[::ffff:0:0]:9000',
    '[::ffff:192.168.1.20]:9000',
    '[::127.0.0.1]:9000',
    '192.168.1.20:9000',
    '10.0.0.5:9000',
    '169.254.1.1:9',
    '224.0.0.1:9',
    '[fe80::1%eth0]:9000',
    '[2001:db8::1]:9000',
    // Names that may resolve to anything when the endpoint listens, and numbers that systems read differently.
    'example.com:9000',
    'localhost.example.com:9000',
    'my.localhost:9000',
    'loopback:9',
    '0x7f.1:9',
    '127.0.0.01:9',
    '127.0.0.1.example.com:9',
  ])
    it(`listens on ${address}, by TCP and UDP`, async () => {
      assert.equal(await isReached({ address }), true);
      assert.equal(await isReached({ kind: 'udp', address: address.replace('tcp:', 'udp:') }), true);
    });

  for (const address of [
    ':9000',
    '9000',
    ':0',
    '127.0.0.1:9000',
    '127.8.9.10:9',
    '[::1]:9000',
    '[0:0::1]:9000',
    '[0000:0000:0000:0000:0000:0000:0000:0001]:9',
    '[::ffff:127.0.0.1]:9000',
    '[::ffff:7f00:1]:9000',
    '[::1%lo]:9',
  ])
    it(`doesn’t listen on ${address}`, async () => {
      assert.equal(await isReached({ address }), false);
      assert.equal(await isReached({ kind: 'udp', address }), false);
    });

  it('doesn’t listen on a path', async () => {
    for (const address of ['unix:/tmp/a.sock', '/tmp/0.0.0.0:9000', '\\\\.\\pipe\\a'])
      assert.equal(await isReached({ address }), false);
  });

  it('listens on a pipe of another machine, on Windows', async () => {
    const isOn = async (address: string, paths: PlatformPath) =>
      isReachable(parseEndpointConfig({ kind: 'tcp-server', address }).config, noLookup, paths);
    for (const address of [
      'unix:\\\\server\\pipe\\a',
      'unix:////server/pipe/a',
      '//server/pipe/a',
      'unix:\\\\?\\UNC\\server\\pipe\\a',
      'unix:\\\\.\\UNC\\server\\pipe\\a',
      '\\\\.\\pipe\\..\\UNC\\server\\pipe\\a',
    ]) {
      assert.equal(await isOn(address, win32), true, address);
      assert.equal(await isOn(address, posix), false, address);
    }
    for (const address of ['\\\\.\\pipe\\a', '\\\\?\\PIPE\\a\\b..c', 'unix:\\\\.\\pipe\\a', 'unix:a', '/a'])
      assert.equal(await isOn(address, win32), false, address);
  });

  it('isn’t one that only connects, or receives only from its remote', async () => {
    assert.equal(await isReached({ kind: 'tcp-client', address: '192.168.1.20:9000' }), false);
    const socket = { kind: 'udp', address: '0.0.0.0:0', remote: '192.168.1.20:9000' } as const;
    assert.equal(await isReached({ ...socket, connected: true }), false);
    assert.equal(await isReached(socket), true, 'anyone can send to it');
  });

  it('is on localhost if that resolves to more than loopback, or to nothing', async () => {
    for (const [found, isOne] of [
      [['127.0.0.1', '::1'], false],
      [['::1'], false],
      [['127.0.0.1', '192.168.1.20'], true],
      [['10.0.0.5'], true],
      [[], true],
    ] as const)
      for (const address of ['localhost:9000', 'LocalHost:9000', 'localhost.:9000'])
        assert.equal(await isReached({ address }, async () => [...found]), isOne, `${found}`);
    assert.equal(await isReached({ address: 'localhost:9' }, async () => Promise.reject(new Error('no'))), true);
  });

  it('isn’t on this machine’s own localhost', async () => {
    assert.equal(await isReachable({ kind: 'tcp-server', address: 'localhost:9000' }), false);
  });
});
