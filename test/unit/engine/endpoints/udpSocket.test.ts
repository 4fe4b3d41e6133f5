import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import dns from 'node:dns/promises';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, eventSeen, framesOf, portOf, seen, textSeen } from '../../../support/openEndpoint.ts';

describe('a UDP socket', () => {
  const endpoints = new EngineEndpoints();
  after(() => endpoints.dispose());

  it('sends nothing to an address of another scheme, nor to port 0', async () => {
    const socket = await endpoints.open({ kind: 'udp', address: ':0' });
    const refused = {
      'tcp://127.0.0.1:9': /tcp address/,
      'unix:/tmp/s': /unix address/,
      'dtls://127.0.0.1:9': /TLS/,
      '127.0.0.1:0': /the port must be 1 to 65535/,
    };
    for (const [address, message] of Object.entries(refused)) {
      await assert.rejects(socket.send('secret', { address }), { name: 'RangeError', message });
    }
    assert.equal(socket.counters.bytesOut, 0);
  });
});

describe('a UDP socket and its peers', () => {
  const plainSockets: Socket[] = [];
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(async () => {
    for (const socket of plainSockets.splice(0)) socket.close();
    await endpoints.dispose();
  });

  /** A socket that isn't ours, and its address. */
  const plainSocket = async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    plainSockets.push(socket);
    await once(socket, 'listening');
    return { socket, port: socket.address().port, address: `127.0.0.1:${socket.address().port}` };
  };
  const addresses = async (id: string) => (await endpoints.engine.peers(id, 0, 10)).map(({ address }) => address);

  // Other systems have no broadcast address on loopback.
  if (process.platform === 'linux')
    it('stops answering itself when it receives its own broadcast', async () => {
      const options = { broadcast: true };
      const endpoint = await endpoints.open({ kind: 'udp', address: '0.0.0.0:0', reply: 'echo', options });
      await endpoint.send('to all', { address: `127.255.255.255:${portOf(endpoint)}` });
      await eventSeen(endpoint, 'echoLoop');
      const both = ['127.0.0.1', '127.255.255.255'].map(host => `${host}:${portOf(endpoint)}`);
      assert.deepEqual(new Set(await addresses(endpoint.id)), new Set(both));
    });

  it('accepts no new peer while it disconnects the existing ones', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0' });
    const [known, late] = [await plainSocket(), await plainSocket()];
    known.socket.send('hi', portOf(endpoint), '127.0.0.1');
    await textSeen(endpoint, 'in', 'hi');
    // The kernel has it, and the engine reads it in the next turn: nothing more may happen in this one.
    await new Promise(resolve => late.socket.send('late', portOf(endpoint), '127.0.0.1', resolve));
    while (turnBudget.tryTake(2 ** 17));
    await endpoint.close();
    assert.equal(endpoint.counters.peers, 0);
    assert.deepEqual(await addresses(endpoint.id), [known.address]);
  });

  it('lists an address once something was sent there', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: '0.0.0.0:0' });
    // Without the option the system rejects it.
    const broadcast = { address: '255.255.255.255:9' };
    await assert.rejects(endpoint.send('no', broadcast), { code: 'EACCES' });
    await assert.rejects(endpoint.send('no', broadcast), { code: 'EACCES' });
    assert.equal((await endpoints.engine.targetPeers(endpoint.id, broadcast))[0]?.address, broadcast.address);
    assert.deepEqual([await addresses(endpoint.id), (await endpoints.engine.snapshots())[0]?.counters.peers], [[], 0]);
    await assert.rejects(endpoint.send('no', 'all'), { code: 'NO_PEER' });
    const { address } = await plainSocket();
    await Promise.all(['a', 'b'].map(text => endpoint.send(text, { address })));
    assert.deepEqual(await addresses(endpoint.id), [address]);
    const sent = (await endpoint.entries()).filter(({ direction }) => direction === 'out');
    assert.deepEqual(
      sent.map(({ peer }) => peer),
      ['p1', 'p1', 'p2', 'p2'],
    );
  });

  it('lists its remote once something was sent there, and includes it when sending to all', async () => {
    const { address: remote, socket } = await plainSocket();
    const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0', remote });
    assert.deepEqual([await addresses(endpoint.id), endpoint.counters.peers], [[], 0]);
    const received = once(socket, 'message');
    await endpoint.send('to all', 'all');
    assert.equal(String((await received)[0]), 'to all');
    assert.deepEqual(await addresses(endpoint.id), [remote]);
    const other = await plainSocket();
    await endpoint.send('hi', { address: other.address });
    await endpoint.send('to both', 'all');
    const sent = (await endpoint.entries()).filter(({ direction }) => direction === 'out');
    assert.deepEqual(
      sent.map(({ peer }) => peer),
      ['p1', 'p2', 'p1', 'p2'],
    );
  });

  it('counts as senders those that have sent something, even an empty datagram', async () => {
    const { address: remote, socket } = await plainSocket();
    const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0', remote });
    const senders = async () => (await endpoints.engine.snapshots())[0]?.senders;
    await endpoint.send('hi');
    assert.deepEqual([await senders(), endpoint.counters.peers], [0, 1]);
    socket.send('', portOf(endpoint), '127.0.0.1');
    await seen(endpoint, async () => ((await senders()) === 1 ? true : undefined));
    const [peer] = await endpoints.engine.peers(endpoint.id, 0, 1);
    await endpoints.engine.disconnect(endpoint.id, peer?.id ?? '');
    assert.equal(await senders(), 0);
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    assert.ok(!('senders' in ((await endpoints.engine.snapshots()).find(({ id }) => id === server.id) ?? {})));
  });

  it('finds the peer for a typed address', async () => {
    const { port, address } = await plainSocket();
    const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0', remote: `localhost:${port}` });
    const resolved = async () => (await endpoints.engine.snapshots())[0]?.resolved;
    assert.deepEqual(await resolved(), { [`localhost:${port}`]: address });
    await endpoint.send('hi', { address: `udp://${address}` });
    assert.deepEqual(Object.keys((await resolved()) ?? {}), [`localhost:${port}`]);
    for (let next = 1; next <= 32; next++)
      await endpoints.engine.targetPeers(endpoint.id, { address: `localhost:${port + next}` });
    assert.deepEqual(Object.keys((await resolved()) ?? {}).length, 32);
    assert.equal((await resolved())?.[`localhost:${port}`], undefined, 'the oldest is dropped');
    await endpoint.close();
    assert.equal(await resolved(), undefined);
  });

  it('treats every spelling of an IPv6 address as the same peer', async () => {
    const echo = await endpoints.open({ kind: 'udp', address: '[::1]:0', reply: 'echo' });
    const remote = `[0:0:0:0:0:0:0:1]:${portOf(echo)}`;
    const endpoint = await endpoints.open({ kind: 'udp', address: '[::1]:0', remote });
    await endpoint.send('hi');
    await textSeen(endpoint, 'in', 'hi');
    assert.deepEqual(await addresses(endpoint.id), [`[::1]:${portOf(echo)}`]);
    const resolved = (await endpoints.engine.snapshots()).find(({ id }) => id === endpoint.id)?.resolved;
    assert.deepEqual(resolved, { [remote]: `[::1]:${portOf(echo)}` });
  });

  it('sends to IPv4 addresses from a socket on [::]', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: '[::]:0', reply: 'echo' });
    const { socket, address } = await plainSocket();
    let answer = once(socket, 'message');
    socket.send('hi', portOf(endpoint), '127.0.0.1');
    assert.equal(String((await answer)[0]), 'hi');
    answer = once(socket, 'message');
    await endpoint.send('again', { address });
    assert.equal(String((await answer)[0]), 'again');
    assert.deepEqual(await addresses(endpoint.id), [address]);
    const connected = await endpoints.open({ kind: 'udp', address: '[::]:0', remote: address, connected: true });
    answer = once(socket, 'message');
    await connected.send('connected');
    const [, { port }] = (await answer) as [Buffer, { port: number }];
    socket.send('back', port, '127.0.0.1');
    await textSeen(connected, 'in', 'back');
    assert.deepEqual(await addresses(connected.id), [address]);
  });

  it('reports where it sends, and whether it receives only from there', async () => {
    const boundOf = async (config: object) => {
      const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0', ...config });
      const [{ event } = {}] = await endpoint.entries();
      assert.equal(event?.code, 'bound');
      const { code: _code, address, ...purpose } = event as { code: 'bound'; address: string };
      assert.equal(address, endpoint.address);
      return purpose;
    };
    assert.deepEqual(await boundOf({}), {});
    assert.deepEqual(await boundOf({ remote: ':9' }), { remote: '127.0.0.1:9' });
    assert.deepEqual(await boundOf({ remote: ':9', connected: true }), { remote: '127.0.0.1:9', connected: true });
  });

  it('lists a failed destination as soon as something arrives from there', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0' });
    const { socket, port, address } = await plainSocket();
    assert.equal((await endpoints.engine.targetPeers(endpoint.id, { address }))[0]?.address, address);
    assert.deepEqual(await addresses(endpoint.id), []);
    socket.send('hi', portOf(endpoint), '127.0.0.1');
    await textSeen(endpoint, 'in', 'hi');
    assert.deepEqual(await addresses(endpoint.id), [`127.0.0.1:${port}`]);
    assert.equal((await eventCodes(endpoint)).filter(code => code === 'peerHeard').length, 1);
    await endpoint.close();
    await endpoints.engine.reopen(endpoint.id);
    assert.deepEqual(await addresses(endpoint.id), [address], 'it has closed, and is listed as such');
  });

  it('sends to a host name in call order', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0' });
    const { port } = await plainSocket();
    const answers: (() => void)[] = [];
    const lookup = mock.method(dns, 'lookup', () => {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      answers.push(() => resolve([{ address: '127.0.0.1', family: 4 }]));
      return promise;
    });
    syncBuiltinESMExports();
    try {
      const sends = ['a', 'b', 'c'].map(text => endpoint.send(text, { address: `peer.example:${port}` }));
      for (const answer of answers.toReversed()) {
        answer();
        await new Promise(setImmediate);
      }
      await Promise.all(sends);
      assert.deepEqual(await framesOf(endpoint, 'out'), ['a', 'b', 'c']);
      const asked = lookup.mock.callCount();
      const later = endpoint.send('d', { address: `peer.example:${port}` });
      assert.equal(lookup.mock.callCount(), asked + 1, 'the name may have another address by now');
      answers.at(-1)?.();
      await later;
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
  });

  it('records an empty datagram', async () => {
    const receiving = await endpoints.open({ kind: 'udp', address: ':0', reply: 'echo' });
    const sending = await endpoints.open({ kind: 'udp', address: ':0', remote: `127.0.0.1:${portOf(receiving)}` });
    await sending.send('');
    await seen(sending, async () => ((await framesOf(sending, 'in')).length === 1 ? true : undefined));
    assert.deepEqual([receiving.counters.framesIn, sending.counters.framesIn, sending.counters.bytesIn], [1, 1, 0]);
  });

  it('replies to the given peers, and rejects an empty target', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: ':0' });
    await assert.rejects(endpoint.send('who?'), { code: 'NO_PEER' });
    const plain = createSocket('udp4').bind(0, '127.0.0.1');
    await once(plain, 'listening');
    const message = once(plain, 'message');
    await endpoint.send('you', { address: `127.0.0.1:${plain.address().port}` });
    assert.equal(String((await message)[0]), 'you');
    await assert.rejects(endpoint.send(new Uint8Array(65_508), 'all'), { code: 'DATAGRAM_TOO_LARGE' });
    plain.close();
  });

  it('receives only from its remote when connected, and is notified of refusals', async () => {
    const plain = createSocket('udp4').bind(0, '127.0.0.1');
    await once(plain, 'listening');
    const remote = `127.0.0.1:${plain.address().port}`;
    const endpoint = await endpoints.open({ kind: 'udp', address: ':0', remote, connected: true });
    const stranger = createSocket('udp4');
    stranger.send('from a stranger', portOf(endpoint), '127.0.0.1');
    const message = once(plain, 'message');
    await endpoint.send('hello');
    const [, from] = (await message) as [Buffer, { port: number }];
    plain.send('from the remote', from.port, '127.0.0.1');
    await textSeen(endpoint, 'in', 'from the remote');
    stranger.close();
    plain.close();
    // The system reports a refusal with the next send or the next read, whichever comes first.
    for (let isReported = false; !isReported; ) {
      isReported = await endpoint.send('anybody?').then(
        async () => (await eventCodes(endpoint)).includes('peerFailed'),
        (error: { code: string }) => error.code === 'ECONNREFUSED',
      );
    }
  });
});
