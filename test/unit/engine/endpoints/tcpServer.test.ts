import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { type OpenEndpoint, seen } from '../../../support/openEndpoint.ts';

describe('the clients of a Unix socket', () => {
  let endpoints: EngineEndpoints;
  let path: string;
  const sockets: Socket[] = [];

  beforeEach(() => {
    endpoints = new EngineEndpoints();
    path = join(endpoints.directory, 's.sock');
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await endpoints.dispose();
  });

  /** Connected, and known to the server as the n-th of those that are. */
  async function client(server: OpenEndpoint): Promise<Socket> {
    const socket = connect(path);
    sockets.push(socket);
    const before = endpoints.engine.peers(server.id, 0, 10).length;
    await seen(server, () => (endpoints.engine.peers(server.id, 0, 10).length > before ? true : undefined));
    return socket;
  }

  const serve = (more: Partial<EndpointConfig> = {}) =>
    endpoints.open({ kind: 'tcp-server', address: `unix:${path}`, ...more });

  it('have an address each, in snapshots, rows and events', async () => {
    const server = await serve();
    const first = await client(server);
    const second = await client(server);
    first.write('a');
    await seen(server, () => (server.counters.bytesIn === 1 ? true : undefined));
    second.write('b');
    await seen(server, () => (server.counters.bytesIn === 2 ? true : undefined));
    const addresses = [`${path} #1`, `${path} #2`];
    assert.deepEqual(
      endpoints.engine.peers(server.id, 0, 10).map(({ address }) => address),
      addresses,
    );
    const rows = await endpoints.rows(server.id, { kinds: ['in'] });
    assert.deepEqual(
      rows.map(({ peer, text }) => [peer?.address, text]),
      addresses.map((address, at) => [address, 'ab'[at]]),
    );
    const connected = (await server.entries()).flatMap(({ event }) =>
      event?.code === 'peerConnected' ? event.address : [],
    );
    assert.deepEqual(connected, addresses);
  });

  it('are sent to one by one by their addresses', async () => {
    const server = await serve();
    const all = [await client(server), await client(server)];
    for (const [at, { address }] of endpoints.engine.peers(server.id, 0, 10).entries()) {
      const heard = once(all[at] as Socket, 'data');
      await server.send(`for ${at}`, { address });
      assert.equal(String((await heard)[0]), `for ${at}`);
    }
    await server.send('with its scheme', { address: `unix:${path} #2` });
    assert.equal(all[0]?.bytesRead, 5);
    await assert.rejects(server.send('to whom?', { address: path }), { code: 'NO_PEER' });
  });

  it('keep their addresses in what is named after them', async () => {
    const directory = join(endpoints.directory, 'received');
    const server = await serve({ files: { mode: 'raw', directory, name: '{peer}.bin' } });
    const all = [await client(server), await client(server)];
    for (const socket of all) socket.end('content');
    await endpoints.transferSeen(server.id, ({ state }) => state === 'done');
    await seen(server, () =>
      endpoints.engine.transfers(server.id).every(({ state }) => state === 'done') ? true : undefined,
    );
    const names = await readdir(directory);
    assert.deepEqual(names.map(name => /sock.*$/.exec(name)?.[0]).sort(), ['sock-1.bin', 'sock-2.bin']);
  });

  it('know their server by its path', async () => {
    const server = await serve();
    const { id, send } = await endpoints.open({ kind: 'tcp-client', address: `unix:${path}` });
    assert.deepEqual(
      endpoints.engine.peers(id, 0, 10).map(({ address }) => address),
      [path],
    );
    await send('by path', { address: path });
    await seen(server, () => (server.counters.bytesIn === 7 ? true : undefined));
  });
});

describe('a server with a peer that has ended', () => {
  it('sends to the others, and says why where there is no other', async () => {
    const endpoints = new EngineEndpoints();
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const port = Number(server.address.split(':').at(-1));
    const [gone, there] = [0, 1].map(() => connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
    await seen(server, () => (endpoints.engine.peers(server.id, 0, 10).length === 2 ? true : undefined));
    const [first] = endpoints.engine.peers(server.id, 0, 10);
    endpoints.engine.end(server.id, first?.id);
    await server.send('to the other');
    endpoints.engine.end(server.id);
    await assert.rejects(server.send('to nobody'), { code: 'STREAM_ENDED' });
    gone?.destroy();
    there?.destroy();
    await endpoints.dispose();
  });
});
