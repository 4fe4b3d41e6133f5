import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, eventSeen, framesOf, type OpenEndpoint, seen } from '../../../support/openEndpoint.ts';
import { root } from '../../../support/paths.ts';
import { type Program, startPython } from '../../../support/program.ts';
import { type PlainSockets, withPlainSockets } from './plainSockets.ts';

const quick = { minMs: 1, maxMs: 4 };
/** Longer than any test: the next attempt never comes. */
const slow = { minMs: 3_600_000, maxMs: 3_600_000 };

describe('a client that connects before its server exists', () => {
  let endpoints: EngineEndpoints;
  let path: string;
  let holder: Program | undefined;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
    path = join(endpoints.directory, 's.sock');
  });

  afterEach(async () => {
    await endpoints.dispose();
    await holder?.stop();
    holder = undefined;
  });

  const client = (more: Partial<EndpointConfig>, id?: string): Promise<OpenEndpoint> =>
    endpoints.open({ kind: 'tcp-client', address: `unix:${path}`, ...more }, id);
  const snapshot = async (id: string) => (await endpoints.engine.snapshots()).find(one => one.id === id);
  const becomes = (endpoint: OpenEndpoint, state: string) =>
    seen(endpoint, () => (endpoint.state === state ? true : undefined));

  /** A port that nothing listens on anymore. */
  async function closedPort(): Promise<number> {
    const plain = createServer().listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as { port: number };
    plain.close();
    await once(plain, 'close');
    return port;
  }

  it('keeps trying until the server exists, and can then be used', async () => {
    const endpoint = await client({ reconnect: quick }, 'early');
    assert.equal(endpoint.state, 'reconnecting');
    assert.equal((await snapshot('early'))?.failure?.code, 'ENOENT');
    await assert.rejects(endpoint.send('too early'), { code: 'NOT_OPEN', params: { state: 'reconnecting' } });
    const server = await endpoints.open({ kind: 'tcp-server', address: `unix:${path}`, greeting: 'hello' });
    await becomes(endpoint, 'open');
    await endpoint.send('at last');
    await seen(server, () => (server.counters.bytesIn === 7 ? true : undefined));
    assert.equal((await snapshot('early'))?.failure, undefined);
    assert.ok(((await snapshot('early'))?.openedAt ?? 0) > 0);
    const [first, second] = await eventCodes(endpoint);
    assert.deepEqual([first, second], ['connecting', 'reconnecting']);
  });

  it('keeps trying whatever prevents the connection, as long as that is temporary', async () => {
    holder = await startPython(join(root, 'test/support/fullListener.py'));
    const cases: [Partial<EndpointConfig>, RegExp][] = [
      [{ address: `127.0.0.1:${await closedPort()}` }, /^ECONNREFUSED$/],
      [{ address: 'no-such-host.invalid:1' }, /^(ENOTFOUND|EAI_AGAIN)$/],
      [{ address: `127.0.0.1:${Number(await holder.line())}`, connectTimeoutMs: 20 }, /^CONNECT_TIMEOUT$/],
    ];
    for (const [config, code] of cases) {
      const { id, state } = await client({ ...config, reconnect: slow });
      assert.equal(state, 'reconnecting');
      assert.match((await snapshot(id))?.failure?.code ?? '', code);
    }
  });

  it('fails at once if retrying can’t help', async () => {
    const cases: [Partial<EndpointConfig>, RegExp][] = [
      [{ address: '127.0.0.1:1', options: { localAddress: '192.0.2.1' } }, /^EADDRNOTAVAIL$/],
      [{ address: '127.0.0.1:1', options: { localAddress: 'nowhere' } }, /^ERR_INVALID_IP_ADDRESS$/],
      [{ address: `unix:/${'x'.repeat(300)}` }, /^(EINVAL|ENAMETOOLONG)$/],
    ];
    for (const [at, [config, code]] of cases.entries()) {
      await assert.rejects(client({ ...config, reconnect: quick }, `e${at}`), (error: { code: string }) =>
        code.test(error.code),
      );
      assert.equal((await snapshot(`e${at}`))?.state, 'failed');
    }
  });

  it('fails after its last attempt', async () => {
    const endpoint = await client({ reconnect: { ...quick, attempts: 2 } }, 'bounded');
    await becomes(endpoint, 'failed');
    assert.equal((await snapshot('bounded'))?.failure?.code, 'ENOENT');
    assert.deepEqual(await eventCodes(endpoint), ['connecting', 'reconnecting', 'reconnecting', 'failed']);
  });

  it('stops trying when it is closed, between two attempts and during the first', async () => {
    const waiting = await client({ reconnect: slow });
    await waiting.close();
    assert.deepEqual((await eventCodes(waiting)).slice(-2), ['reconnecting', 'closed']);
    holder = await startPython(join(root, 'test/support/fullListener.py'));
    const address = `127.0.0.1:${Number(await holder.line())}`;
    const opening = client({ address, reconnect: quick }, 'cancelled');
    await endpoints.engine.close('cancelled');
    await assert.rejects(opening, { code: 'CANCELLED' });
    assert.equal((await snapshot('cancelled'))?.state, 'closed');
  });

  it('can be reopened while it tries, and rejects without reconnect', async () => {
    const { id } = await client({ reconnect: slow });
    const { address, state } = await endpoints.engine.ensureOpen(id);
    assert.deepEqual([address, state], [`unix:${path}`, 'reconnecting']);
    await assert.rejects(endpoints.engine.reopen(id, { kind: 'tcp-client', address: `unix:${path}` }), {
      code: 'ENOENT',
    });
    assert.equal((await snapshot(id))?.state, 'failed');
  });
});

describe('a TCP client', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;

  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  it('reports that nothing is listening', async () => {
    await assert.rejects(endpoints.open({ kind: 'tcp-client', address: '127.0.0.1:1' }), { code: 'ECONNREFUSED' });
  });

  it('gives up connecting when it times out, and when it is closed', async () => {
    const port = await sockets.fullListener();
    const address = `127.0.0.1:${port}`;
    await assert.rejects(endpoints.open({ kind: 'tcp-client', address, connectTimeoutMs: 50 }), {
      code: 'CONNECT_TIMEOUT',
    });
    const opening = endpoints.open({ kind: 'tcp-client', address }, 'cancelled');
    await endpoints.engine.close('cancelled');
    await assert.rejects(opening, { code: 'CANCELLED' });
  });

  it('records the reset by its server', async () => {
    const port = await sockets.listener(socket => socket.once('data', () => socket.resetAndDestroy()));
    const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
    await endpoint.send('now');
    await eventSeen(endpoint, 'peerReset');
    await seen(endpoint, () => (endpoint.state === 'closed' ? true : undefined));
    await assert.rejects(endpoint.send('late'), { code: 'NOT_OPEN' });
  });

  it('reconnects as often as configured', async () => {
    let accepted = 0;
    const port = await sockets.listener(socket => {
      accepted++;
      socket.end(`hello ${accepted};`);
    });
    const reconnect = { minMs: 1, maxMs: 4 };
    const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, reconnect });
    await seen(endpoint, async () => ((await framesOf(endpoint, 'in')).length >= 3 ? true : undefined));
    await endpoint.close();
    assert.equal(endpoint.state, 'closed');
    assert.ok((await eventCodes(endpoint)).includes('reconnecting'));
  });

  it('reconnects ever later to a server that closes at once, and gives up after its last attempt', async () => {
    const port = await sockets.listener(socket => socket.end());
    const reconnect = { minMs: 1, maxMs: 3_600_000, attempts: 4 };
    const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, reconnect });
    await seen(endpoint, () => (endpoint.state === 'failed' ? true : undefined));
    const delays = (await endpoint.entries()).flatMap(({ event }) =>
      event?.code === 'reconnecting' ? event.delayMs : [],
    );
    assert.deepEqual(delays, [1, 2, 4, 8]);
  });

  it('stops echoing with a server that also echoes', async () => {
    const port = await sockets.listener(socket => socket.pipe(socket));
    const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, reply: 'echo' });
    await endpoint.send('ping');
    await eventSeen(endpoint, 'echoLoop');
  });

  it('stops answering an echo of several lines', async () => {
    const port = await sockets.listener(socket => socket.pipe(socket));
    const reply = [{ when: { text: 'p' }, send: 'p\nmore\n' }];
    const config = { kind: 'tcp-client', address: `127.0.0.1:${port}`, framing: { line: 'lf' }, reply } as const;
    const endpoint = await endpoints.open(config);
    await endpoint.send('p');
    await eventSeen(endpoint, 'echoLoop');
  });

  it('accepts data whole or rejects it whole when the queue is full', async () => {
    const port = await sockets.listener(socket => socket.pause());
    const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, maxQueuedBytes: 100 });
    await assert.rejects(endpoint.send(new Uint8Array(101)), { code: 'SEND_QUEUE_FULL' });
    assert.deepEqual(await framesOf(endpoint, 'out'), []);
  });
});
