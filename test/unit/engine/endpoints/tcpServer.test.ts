import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, eventSeen, type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';
import { type PlainSockets, server, withPlainSockets } from './plainSockets.ts';

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

  /** Connected, and known to the server as the n-th of its peers. */
  async function client(server: OpenEndpoint): Promise<Socket> {
    const socket = connect(path);
    sockets.push(socket);
    const before = (await endpoints.engine.peers(server.id, 0, 10)).length;
    await seen(server, async () =>
      (await endpoints.engine.peers(server.id, 0, 10)).length > before ? true : undefined,
    );
    return socket;
  }

  const serve = (more: Partial<EndpointConfig> = {}) =>
    endpoints.open({ kind: 'tcp-server', address: `unix:${path}`, ...more });

  it('leave another file at the path alone when the server closes', async () => {
    const server = await serve();
    await rm(path);
    await writeFile(path, 'mine');
    await server.close();
    assert.equal(await readFile(path, 'utf8'), 'mine');
  });

  it('close at the time of the close event', async () => {
    const server = await serve();
    const socket = await client(server);
    socket.end();
    await eventSeen(server, 'peerClosed');
    await client(server);
    const [closed] = await endpoints.engine.recentPeers(server.id, 1);
    const times = (await server.entries()).flatMap(({ event, time }) => (event?.code === 'peerClosed' ? time : []));
    assert.deepEqual([closed?.closedAt], times);
  });

  it('have unique addresses in snapshots, rows and events', async () => {
    const server = await serve();
    const first = await client(server);
    const second = await client(server);
    first.write('a');
    await seen(server, () => (server.counters.bytesIn === 1 ? true : undefined));
    second.write('b');
    await seen(server, () => (server.counters.bytesIn === 2 ? true : undefined));
    const addresses = [`${path} #1`, `${path} #2`];
    assert.deepEqual(
      (await endpoints.engine.peers(server.id, 0, 10)).map(({ address }) => address),
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

  it('can be addressed one by one', async () => {
    const server = await serve();
    const all = [await client(server), await client(server)];
    for (const [at, { address }] of (await endpoints.engine.peers(server.id, 0, 10)).entries()) {
      const received = once(all[at] as Socket, 'data');
      await server.send(`for ${at}`, { address });
      assert.equal(String((await received)[0]), `for ${at}`);
    }
    await server.send('with its scheme', { address: `unix:${path} #2` });
    assert.equal(all[0]?.bytesRead, 5);
    await assert.rejects(server.send('to whom?', { address: path }), { code: 'NO_PEER' });
  });

  it('keep their addresses in everything named after them', async () => {
    const directory = join(endpoints.directory, 'received');
    const server = await serve({ files: { mode: 'raw', directory, name: '{peer}.bin' } });
    const all = [await client(server), await client(server)];
    for (const socket of all) socket.end('content');
    await endpoints.transferSeen(server.id, ({ state }) => state === 'done');
    await seen(server, async () =>
      (await endpoints.engine.transfers(server.id)).every(({ state }) => state === 'done') ? true : undefined,
    );
    const names = await readdir(directory);
    assert.deepEqual(names.map(name => /sock.*$/.exec(name)?.[0]).sort(), ['sock-1.bin', 'sock-2.bin']);
  });

  it('know their server by its path', async () => {
    const server = await serve();
    const { id, send } = await endpoints.open({ kind: 'tcp-client', address: `unix:${path}` });
    assert.deepEqual(
      (await endpoints.engine.peers(id, 0, 10)).map(({ address }) => address),
      [path],
    );
    await send('by path', { address: path });
    await seen(server, () => (server.counters.bytesIn === 7 ? true : undefined));
  });
});

describe('a server with a peer that has ended its side', () => {
  it('sends to the others, and reports why if there are none', async () => {
    const endpoints = new EngineEndpoints();
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const port = Number(server.address.split(':').at(-1));
    const [gone, there] = [0, 1].map(() => connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
    await seen(server, async () => ((await endpoints.engine.peers(server.id, 0, 10)).length === 2 ? true : undefined));
    const [first] = await endpoints.engine.peers(server.id, 0, 10);
    await endpoints.engine.end(server.id, first?.id);
    await server.send('to the other');
    await endpoints.engine.end(server.id);
    await assert.rejects(server.send('to nobody'), { code: 'STREAM_ENDED' });
    gone?.destroy();
    there?.destroy();
    await endpoints.dispose();
  });
});

describe('a TCP server', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;

  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  it('rejects peers beyond maxPeers and records it', async () => {
    const endpoint = await endpoints.open(server({ maxPeers: 1 }));
    await sockets.client(endpoint);
    await eventSeen(endpoint, 'peerConnected');
    const second = await sockets.client(endpoint);
    await once(second, 'end');
    await eventSeen(endpoint, 'peerRefused');
    await seen(endpoint, () => (endpoint.counters.peers === 1 ? true : undefined));
  });

  it('distinguishes a reset by the peer from one by us', async () => {
    const endpoint = await endpoints.open(server(), 'e');
    (await sockets.client(endpoint)).resetAndDestroy();
    await eventSeen(endpoint, 'peerReset');
    const second = await sockets.client(endpoint);
    await seen(endpoint, () => (endpoint.counters.peers === 1 ? true : undefined));
    await endpoints.engine.reset('e');
    const [error] = (await once(second, 'error').catch(failure => [failure])) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNRESET');
    const resets = (await endpoint.entries()).flatMap(({ event }) => (event?.code === 'peerReset' ? event.by : []));
    assert.deepEqual(resets, ['peer', 'us']);
  });

  it('serves localhost in both families', async () => {
    const endpoint = await endpoints.open(server({ address: 'localhost:0', greeting: 'hi' }));
    for (const host of ['127.0.0.1', '::1']) await once(await sockets.client(endpoint, host), 'data');
  });

  it('reports why it cannot listen', async () => {
    const endpoint = await endpoints.open(server());
    const address = `127.0.0.1:${portOf(endpoint)}`;
    await assert.rejects(endpoints.open(server({ address })), { code: 'EADDRINUSE' });
    await assert.rejects(endpoints.open(server({ address: '192.0.2.1:0' })), { code: 'EADDRNOTAVAIL' });
    await assert.rejects(endpoints.open(server({ address: 'no-such-host.invalid:0' })), /ENOTFOUND|EAI_AGAIN/);
  });

  it('listens on a Unix socket, replacing the file of a dead server', async () => {
    const path = join(endpoints.directory, 's.sock');
    const endpoint = await endpoints.open(server({ address: `unix:${path}`, greeting: 'hi' }));
    const peer = connect(path);
    sockets.keep(peer);
    assert.equal(String((await once(peer, 'data'))[0]), 'hi');
    await endpoint.close();
    assert.ok(!existsSync(path));
  });

  it('closes with peers that neither read nor close', async () => {
    const endpoint = await endpoints.open(server());
    const peer = await sockets.client(endpoint);
    peer.pause();
    await eventSeen(endpoint, 'peerConnected');
    await endpoint.close();
    assert.equal(endpoint.state, 'closed');
    assert.deepEqual((await eventCodes(endpoint)).slice(-2), ['peerClosed', 'closed']);
  });
});
