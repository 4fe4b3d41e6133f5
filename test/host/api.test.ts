import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { commands } from 'vscode';
import { eventSeen, portOf, seen, textSeen } from '../support/openEndpoint.ts';
import { asOpenEndpoint, portside } from './apiEndpoints.ts';

describe('the API', () => {
  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(endpoint => endpoint.remove()));
  });

  async function clientOf(address: string): Promise<Socket> {
    const client = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    await once(client, 'connect');
    return client;
  }

  it('reports a port in use by its code and in a sentence, and lists nothing', async () => {
    const api = await portside();
    const first = await api.open({ kind: 'tcp-server', address: '127.0.0.1:0' });
    const address = first.address.replace('tcp://', '');
    await assert.rejects(api.open({ kind: 'tcp-server', address }), {
      code: 'EADDRINUSE',
      message: `Cannot listen on ${address}: address already in use by another endpoint in this window`,
    });
    assert.deepEqual(
      api.endpoints.map(({ id }) => id),
      [first.id],
    );
  });

  it('keeps unknown keys, and reports them to the caller that opened the endpoint', async () => {
    const api = await portside();
    const config = { kind: 'tcp-server', address: ':0', greating: 'hi' } as const;
    const warnings = [{ path: 'greating', message: 'unknown key; did you mean greeting?' }];
    const endpoint = await api.open(config);
    assert.deepEqual(endpoint.warnings, warnings);
    assert.equal((endpoint.config as typeof config).greating, 'hi');
    await endpoint.close();
    await endpoint.reopen();
    assert.deepEqual(endpoint.warnings, warnings);
    assert.deepEqual((await api.open({ kind: 'udp', address: ':0' })).warnings, []);
    const started = await commands.executeCommand<typeof endpoint>('portside.startTcpServer', config);
    assert.deepEqual(started.warnings, warnings);
  });

  it('opens no scheme that isn’t implemented, anywhere in a config', async () => {
    const api = await portside();
    await assert.rejects(api.open({ kind: 'tcp-server', address: 'tls://:0' }), /address: .*tls:\/\/ needs TLS/);
    const remote = commands.executeCommand('portside.openUdp', { remote: 'dtls://127.0.0.1:9' });
    await assert.rejects(async () => remote, /remote: .*dtls:\/\/ needs TLS/);
    assert.deepEqual(api.endpoints, []);
  });

  it('distinguishes refused, unknown and timed-out connections', async () => {
    const api = await portside();
    const refused = api.open({ kind: 'tcp-client', address: '127.0.0.1:1' });
    await assert.rejects(refused, { code: 'ECONNREFUSED' });
    const unknown = api.open({ kind: 'tcp-client', address: 'no-such-host.invalid:80' });
    await assert.rejects(unknown, /Cannot connect to no-such-host\.invalid:80/);
    await assert.rejects(api.open({ kind: 'tcp-client', address: '127.0.0.1' }), /address.*port is missing/);
  });

  it('opens a client before its server, if it reconnects', async () => {
    const api = await portside();
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { port: number };
    await new Promise(resolve => probe.close(resolve));
    const address = `127.0.0.1:${port}`;
    const reconnect = { minMs: 1, maxMs: 10 };
    const client = await api.open({ kind: 'tcp-client', address, reconnect });
    assert.equal(client.state, 'reconnecting');
    await assert.rejects(client.send('too early'), { code: 'NOT_OPEN', message: /not connected yet/ });
    const server = await api.open({ kind: 'tcp-server', address });
    await seen(asOpenEndpoint(client), () => (client.state === 'open' ? true : undefined));
    await client.send('at last');
    await textSeen(asOpenEndpoint(server), 'in', 'at last');
    await server.remove();
    await client.reopen();
    assert.equal(client.state, 'reconnecting');
    await client.close();
    assert.equal(client.state, 'closed');
    const options = { localAddress: '192.0.2.1' };
    const hopeless = api.open({ kind: 'tcp-client', address, reconnect, options });
    await assert.rejects(hopeless, { code: 'EADDRNOTAVAIL' });
    assert.deepEqual(
      api.endpoints.map(({ id }) => id),
      [client.id],
    );
  });

  it('has current counters when a call returns', async () => {
    const api = await portside();
    const server = await api.open({ kind: 'tcp-server', address: ':0' });
    const client = await clientOf(server.address);
    await eventSeen(asOpenEndpoint(server), 'peerConnected');
    for (let sent = 1; sent <= 50; sent++) {
      await server.send(Uint8Array.of(sent));
      assert.equal(server.counters.bytesOut, sent);
    }
    client.destroy();
  });

  it('streams what is received, and finds an expected reply that came before it was expected', async () => {
    const api = await portside();
    const framing = { line: 'lf' } as const;
    const server = await api.open({ kind: 'tcp-server', address: '127.0.0.1:0', framing, reply: 'echo' });
    const client = await api.open({ kind: 'tcp-client', address: server.address.replace('tcp://', ''), framing });
    const messages = client.messages();
    for (const text of ['one', 'two', 'three']) await client.send(text);
    await textSeen(asOpenEndpoint(client), 'in', 'onetwothree');
    assert.equal((await messages.expect('two')).text, 'two');
    for await (const { text } of messages) {
      assert.equal(text, 'three');
      break;
    }
    await assert.rejects(client.expect(/four/, { timeoutMs: 0 }), { code: 'EXPECT_TIMEOUT', message: /\/four\// });
    const expected = assert.rejects(client.expect('five'), { code: 'EXPECT_ENDED' });
    await client.close();
    await expected;
  });

  it('lists open and recently closed peers, and refuses to send to one that has gone', async () => {
    const api = await portside();
    const server = await api.open({ kind: 'tcp-server', address: ':0' });
    const [gone, stays] = await Promise.all([clientOf(server.address), clientOf(server.address)]);
    const driven = asOpenEndpoint(server);
    await seen(driven, () => (server.counters.peers === 2 ? true : undefined));
    const goneAddress = `127.0.0.1:${gone.localPort}`;
    gone.destroy();
    await seen(driven, () => (server.counters.peers === 1 ? true : undefined));
    const peers = await server.peers();
    const closed = peers.find(({ address }) => address === goneAddress);
    assert.equal(closed?.state, 'closed');
    await assert.rejects(
      server.send('late', { peer: closed?.id ?? '' }),
      /is no longer connected, so nothing was sent/,
    );
    const open = peers.find(({ state }) => state === 'open');
    await server.send('for you', { peer: open?.id ?? '' });
    assert.equal(String((await once(stays, 'data'))[0]), 'for you');
    stays.destroy();
  });

  it('returns entries from the end and the bytes of an entry', async () => {
    const api = await portside();
    const server = await api.open({ kind: 'tcp-server', address: ':0', framing: { line: 'lf' } });
    const client = await clientOf(server.address);
    client.write('one\ntwo\n');
    await textSeen(asOpenEndpoint(server), 'in', 'onetwo');
    const [last] = await server.transcript({ from: -1 });
    assert.equal(new TextDecoder().decode(last?.data), 'two');
    assert.equal(new TextDecoder().decode(await server.entryBytes(last?.seq ?? -1, 1, 1)), 'w');
    await assert.rejects(server.entryBytes(1000), RangeError);
    client.destroy();
  });

  it('frees the port when an endpoint is closed, and opens it again under the same id', async () => {
    const api = await portside();
    const server = await api.open({ kind: 'tcp-server', address: '127.0.0.1:0' });
    const port = portOf(server);
    await server.close();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await new Promise(resolve => other.close(resolve));
    const { id } = server;
    await server.reopen();
    assert.equal(server.state, 'open');
    assert.equal(server.id, id);
  });
});
