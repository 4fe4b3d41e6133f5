import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { nextFreePort } from '../../../../src/client/addresses/freePort.ts';

describe('a free port', () => {
  const servers: Server[] = [];

  async function listen(port: number): Promise<number> {
    const server = createServer().listen(port, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('is the first that nothing listens on', async () => {
    const taken = await listen(0);
    assert.ok((await nextFreePort(taken)) > taken);
    servers.pop()?.close();
    assert.equal(await nextFreePort(taken), taken);
    assert.equal(await nextFreePort(taken), taken, 'it is still free');
  });

  it('is not reserved for another endpoint', async () => {
    const free = await nextFreePort(40_000);
    assert.ok((await nextFreePort(free, { taken: new Set([free]) })) > free);
  });

  // Other systems have a single loopback address, and other tests use its ports.
  if (process.platform === 'linux')
    it('is, for UDP, the first that no socket is bound to', async () => {
      const host = '127.40.50.60';
      const socket = createSocket('udp4').bind(0, host);
      await once(socket, 'listening');
      const { port } = socket.address();
      assert.equal(await nextFreePort(port, { host }), port, 'TCP has its own ports');
      assert.ok((await nextFreePort(port, { host, isUdp: true })) > port);
      socket.close();
      await once(socket, 'close');
      assert.equal(await nextFreePort(port, { host, isUdp: true }), port);
    });

  it('does not exceed the last valid port', async () => {
    assert.equal(await nextFreePort(65_536), 65_536);
    const last = await nextFreePort(65_535);
    assert.equal(last, 65_535);
  });
});
