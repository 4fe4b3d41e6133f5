import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, eventSeen, framesOf, type OpenEndpoint, seen, textSeen } from '../../../support/openEndpoint.ts';
import { sparseFile } from '../../../support/sparseFile.ts';
import { allReceived, answering, recordedChanges, server } from './changedConfigs.ts';
import { type PlainSockets, withPlainSockets } from './plainSockets.ts';

describe('a config changed while the endpoint is open', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;
  const apply = (endpoint: OpenEndpoint, config: EndpointConfig) => endpoints.engine.applyConfig(endpoint.id, config);

  afterEach(() => mock.restoreAll());
  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  const connected = (endpoint: OpenEndpoint, peers: number) =>
    seen(endpoint, () => (endpoint.counters.peers === peers ? true : undefined));

  it('greets only the next client', async () => {
    const endpoint = await endpoints.open(server({ framing: 'none' }));
    const first = await sockets.client(endpoint);
    await connected(endpoint, 1);
    await apply(endpoint, server({ framing: 'none', greeting: 'hello' }));
    const second = await sockets.client(endpoint);
    if (second.received() === '') await once(second, 'data');
    assert.deepEqual([first.received(), second.received()], ['', 'hello']);
    assert.deepEqual(await recordedChanges(endpoint), [['greeting']]);
  });

  it('reads existing rows in the new encoding', async () => {
    const endpoint = await endpoints.open(server());
    const peer = await sockets.client(endpoint);
    peer.write(Buffer.from('e9\n', 'latin1'));
    peer.write(Buffer.of(0xe9, 10));
    await allReceived(endpoint, 2);
    const texts = async () => (await endpoints.rows(endpoint.id, { kinds: ['in'] })).map(({ text }) => text);
    assert.notEqual((await texts())[1], 'é');
    await apply(endpoint, server({ encoding: 'latin1' }));
    assert.deepEqual(await texts(), ['e9', 'é']);
  });

  it('ends lines with the new line ending', async () => {
    const endpoint = await endpoints.open(server({ framing: { line: 'any' } }));
    const peer = await sockets.client(endpoint);
    await connected(endpoint, 1);
    await endpoint.send('one');
    await apply(endpoint, server({ framing: { line: 'any' }, lineEnding: 'crlf' }));
    await endpoint.send('two');
    while (peer.received() !== 'one\ntwo\r\n') await once(peer, 'data');
  });

  it('applies another framing from the next byte on, and names all changes in one row', async () => {
    const endpoint = await endpoints.open(server());
    const peer = await sockets.client(endpoint);
    peer.write('a\nhalf');
    await seen(endpoint, () => (endpoint.counters.bytesIn === 6 ? true : undefined));
    await apply(endpoint, server({ framing: { fixed: 2 }, name: 'mine' }));
    peer.write('bcde');
    await textSeen(endpoint, 'in', 'ahalfbcde');
    assert.deepEqual(await framesOf(endpoint, 'in'), ['a', 'half', 'bc', 'de']);
    assert.deepEqual(await recordedChanges(endpoint), [['name', 'framing']]);
    assert.ok(!(await eventCodes(endpoint)).includes('framingChanged'));
  });

  it('accepts longer messages, including the one that has begun', async () => {
    const endpoint = await endpoints.open(server({ maxFrameBytes: 4 }));
    const peer = await sockets.client(endpoint);
    peer.write('abc');
    await seen(endpoint, () => (endpoint.counters.bytesIn === 3 ? true : undefined));
    await apply(endpoint, server({ maxFrameBytes: 9 }));
    peer.write('defgh\n');
    await textSeen(endpoint, 'in', 'abcdefgh');
    assert.deepEqual(await framesOf(endpoint, 'in'), ['abcdefgh']);
  });

  it('disconnects no client if the limit drops below their number, and refuses the next', async () => {
    const endpoint = await endpoints.open(server());
    const [first, second] = [await sockets.client(endpoint), await sockets.client(endpoint)];
    await connected(endpoint, 2);
    await apply(endpoint, server({ maxPeers: 1 }));
    const third = await sockets.client(endpoint);
    await Promise.all([once(third, 'end'), eventSeen(endpoint, 'peerRefused')]);
    first.write('a\n');
    second.write('b\n');
    await allReceived(endpoint, 2);
    assert.equal(endpoint.counters.peers, 2);
  });

  it('rejects a message that the smaller send buffer has no room for', async () => {
    const endpoint = await endpoints.open(server());
    await sockets.client(endpoint);
    await connected(endpoint, 1);
    await apply(endpoint, server({ maxQueuedBytes: 3 }));
    await assert.rejects(endpoint.send('long'), { code: 'SEND_QUEUE_FULL' });
    await endpoint.send('ab');
  });

  it('sets socket options on open connections', async () => {
    const endpoint = await endpoints.open(server());
    await sockets.client(endpoint);
    await connected(endpoint, 1);
    const set: unknown[] = [];
    for (const name of ['setNoDelay', 'setKeepAlive'] as const)
      mock.method(Socket.prototype, name, function (this: Socket, ...args: unknown[]) {
        set.push([name, ...args]);
        return this;
      });
    await apply(endpoint, server({ options: { noDelay: false, keepAliveMs: 5000 } }));
    assert.deepEqual(set, [
      ['setNoDelay', false],
      ['setKeepAlive', true, 5000],
    ]);
  });

  it('receives files only over the next connection', async () => {
    const endpoint = await endpoints.open(server());
    const first = await sockets.client(endpoint);
    await connected(endpoint, 1);
    const files = { mode: 'raw', directory: join(endpoints.directory, 'in'), name: 'got' } as const;
    await apply(endpoint, server({ files }));
    first.write('a message\n');
    await allReceived(endpoint, 1);
    const second = await sockets.client(endpoint);
    second.end('a file');
    await endpoints.transferSeen(endpoint.id, ({ state }) => state === 'done');
    assert.deepEqual(await framesOf(endpoint, 'in'), ['a message']);
  });

  it('receives the current file under the connection’s original settings', async () => {
    const raw = { mode: 'raw', directory: endpoints.directory } as const;
    const endpoint = await endpoints.open(server({ files: { ...raw, name: 'one' } }));
    const peer = await sockets.client(endpoint);
    await connected(endpoint, 1);
    await apply(endpoint, server({ files: { ...raw, name: 'two', maxFileBytes: 1 } }));
    peer.end('of some bytes');
    const { name } = await endpoints.transferSeen(endpoint.id, ({ state }) => state === 'done');
    assert.equal(name, 'one');
  });

  it('doesn’t affect a file being sent', async () => {
    const endpoint = await endpoints.open(server());
    const peer = await sockets.client(endpoint);
    await connected(endpoint, 1);
    peer.pause();
    const path = await sparseFile(join(endpoints.directory, 'zeros'), 8 * 1024 * 1024);
    const sent = endpoint.sendFile(path, { mode: 'raw', endAfter: true });
    await endpoints.transferSeen(endpoint.id, ({ state, bytes }) => state === 'running' && bytes > 0);
    await apply(
      endpoint,
      server({ framing: { fixed: 3 }, encoding: 'latin1', maxQueuedBytes: 1, maxPeers: 1, reply: 'echo' }),
    );
    peer.resume();
    await sent;
    await once(peer, 'end');
    assert.equal(peer.bytesRead, 8 * 1024 * 1024);
  });

  it('records nothing if nothing changes, and keeps unknown keys', async () => {
    const endpoint = await endpoints.open(server());
    const config = { ...server({ reply: 'none', maxFrameBytes: 16 * 1024 * 1024 }), mine: [1] };
    assert.deepEqual((await apply(endpoint, config)).config, config);
    assert.deepEqual(await eventCodes(endpoint), ['listening']);
  });

  it('is rejected as a whole if it is invalid, or needs other sockets', async () => {
    const endpoint = await endpoints.open(server({ reply: answering('old'), encoding: 'latin1' }));
    const peer = await sockets.client(endpoint);
    const bad = server({ reply: answering('new'), encoding: 'latin1', greeting: 'ж' });
    await assert.rejects(() => apply(endpoint, bad), RangeError);
    await assert.rejects(() => apply(endpoint, server({ reply: answering('new'), address: ':1' })), RangeError);
    peer.write('a\n');
    await textSeen(endpoint, 'out', 'old');
    assert.deepEqual(await recordedChanges(endpoint), []);
  });

  it('is stored silently by a closed endpoint for its next opening', async () => {
    const endpoint = await endpoints.open(server());
    await endpoint.close();
    const wanted = server({ address: '127.0.0.2:0', reply: answering('new') });
    assert.deepEqual((await apply(endpoint, wanted)).config, wanted);
    assert.deepEqual(await eventCodes(endpoint), ['listening', 'closed']);
    const { address } = await endpoints.engine.reopen(endpoint.id);
    assert.match(address, /^tcp:\/\/127\.0\.0\.2:/);
  });

  it('is used by an endpoint about to reopen', async () => {
    const endpoint = await endpoints.open(server({ reply: answering('old') }));
    const opening = endpoints.engine.reopen(endpoint.id, server({ name: 'again' }));
    await apply(endpoint, server({ name: 'again', reply: answering('new') }));
    await endpoints.engine.rename(endpoint.id, 'renamed');
    const { config, address } = await opening;
    assert.deepEqual(config, server({ name: 'renamed', reply: answering('new') }));
    const peer = await sockets.client({ ...endpoint, address });
    peer.write('a\n');
    await textSeen(endpoint, 'out', 'new');
  });

  describe('a client', () => {
    const client = (port: number, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
      kind: 'tcp-client',
      address: `127.0.0.1:${port}`,
      ...more,
    });

    it('reconnects if that was enabled while it was connected', async () => {
      const accepted: Socket[] = [];
      const port = await sockets.listener(socket => void accepted.push(socket));
      const endpoint = await endpoints.open(client(port));
      await connected(endpoint, 1);
      await apply(endpoint, client(port, { reconnect: { minMs: 1, maxMs: 1 } }));
      assert.equal(endpoint.counters.peers, 1);
      while (accepted.length === 0) await endpoint.nextChange();
      accepted[0]?.destroy();
      await eventSeen(endpoint, 'reconnecting');
      await seen(endpoint, () => (endpoint.state === 'open' ? true : undefined));
    });

    it('applies it silently while connecting', async () => {
      const port = await sockets.fullListener();
      const opening = endpoints.engine.open('c', client(port));
      // It begins in this turn.
      await new Promise(setImmediate);
      const { state, config } = await endpoints.engine.applyConfig('c', client(port, { greeting: 'hi' }));
      assert.deepEqual([state, config.greeting], ['opening', 'hi']);
      await assert.rejects(
        () => endpoints.engine.applyConfig('c', client(port, { options: { localPort: 1 } })),
        RangeError,
      );
      await Promise.all([assert.rejects(opening, { code: 'CANCELLED' }), endpoints.engine.close('c')]);
      const codes = (await endpoints.engine.entries('c', 0, 9)).flatMap(({ event }) => event?.code ?? []);
      assert.deepEqual(codes, ['connecting']);
    });

    it('gives up after the next attempt if that was set while it waits', async () => {
      const plain = createServer().listen(0, '127.0.0.1');
      await once(plain, 'listening');
      const { port } = plain.address() as { port: number };
      plain.close();
      await once(plain, 'close');
      const endpoint = await endpoints.open(client(port, { reconnect: { minMs: 20, maxMs: 20 } }));
      assert.equal(endpoint.state, 'reconnecting');
      await apply(endpoint, client(port));
      await seen(endpoint, () => (endpoint.state === 'failed' ? true : undefined));
    });
  });

  describe('a UDP socket', () => {
    const udp = (more: Partial<EndpointConfig> = {}): EndpointConfig => ({
      kind: 'udp',
      address: '127.0.0.1:0',
      ...more,
    });

    it('may send to broadcast addresses as soon as it is allowed, and no longer when it isn’t', async () => {
      const endpoint = await endpoints.open(udp());
      const broadcast = () => endpoint.send('all', { address: '127.255.255.255:9' });
      await assert.rejects(broadcast(), { code: 'EACCES' });
      await apply(endpoint, udp({ options: { broadcast: true, ttl: 3 } }));
      await broadcast();
      await apply(endpoint, udp({ options: { ttl: 3 } }));
      await assert.rejects(broadcast(), { code: 'EACCES' });
      assert.deepEqual(await recordedChanges(endpoint), [['options'], ['options']]);
    });

    it('limits what waits for a known address', async () => {
      const endpoint = await endpoints.open(udp({ remote: '127.0.0.1:9' }));
      await apply(endpoint, udp({ remote: '127.0.0.1:9', maxQueuedBytes: 2 }));
      await assert.rejects(endpoint.send('long'), { code: 'SEND_QUEUE_FULL' });
    });
  });
});
