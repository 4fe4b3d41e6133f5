import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, framesOf, type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';

describe('a datagram conversation', () => {
  let endpoints: EngineEndpoints;
  let endpoint: OpenEndpoint;
  let plain: Socket;

  beforeEach(async () => {
    endpoints = new EngineEndpoints();
    endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0' });
    plain = createSocket('udp4').bind(0, '127.0.0.1');
    await once(plain, 'listening');
  });

  afterEach(async () => {
    plain.close();
    await endpoints.dispose();
  });

  const address = () => `127.0.0.1:${plain.address().port}`;
  const peers = () => endpoints.engine.peers(endpoint.id, 0, 10);
  /** Resolves when the endpoint has received this many datagrams. */
  const say = async (text: string, count: number) => {
    plain.send(text, portOf(endpoint), '127.0.0.1');
    await seen(endpoint, () => (endpoint.counters.framesIn === count ? true : undefined));
  };

  it('starts with its first datagram, and continues with each that follows', async () => {
    await say('one', 1);
    await say('', 2);
    await say('three', 3);
    assert.deepEqual(
      (await peers()).map(({ id, address: from, bytesIn }) => [id, from, bytesIn]),
      [['p1', address(), 8]],
    );
    assert.deepEqual(await framesOf(endpoint, 'in'), ['one', '', 'three']);
    assert.deepEqual((await eventCodes(endpoint)).filter(code => code === 'peerHeard').length, 1);
  });

  it('is sent to by id, and counts what the system accepted', async () => {
    await say('hello', 1);
    const received = once(plain, 'message');
    await endpoint.send('answer', { peer: 'p1' });
    assert.equal(String((await received)[0]), 'answer');
    assert.deepEqual([(await peers())[0]?.bytesOut, endpoint.counters.framesOut], [6, 1]);
  });

  it('has no stream that could end, be reset, reframed, or shown as video', async () => {
    const { engine } = endpoints;
    const refused = { code: 'NOT_A_STREAM' };
    await assert.rejects(
      () => engine.changeFraming(endpoint.id, { line: 'lf' }),
      refused,
      'nor before anything was received',
    );
    await say('hello', 1);
    for (const act of [
      () => engine.end(endpoint.id, 'p1'),
      () => engine.reset(endpoint.id, 'p1'),
      () => engine.changeFraming(endpoint.id, { line: 'lf' }),
      () => engine.showVideo(endpoint.id, 'p1'),
    ])
      await assert.rejects(act, refused);
    await say('still there', 2);
  });

  it('ends when it is disconnected, and a new one starts when the peer sends again', async () => {
    await say('first', 1);
    await endpoints.engine.disconnect(endpoint.id, 'p1');
    assert.deepEqual(
      (await peers()).map(({ id, state }) => [id, state]),
      [['p1', 'closed']],
    );
    await assert.rejects(endpoint.send('gone', { peer: 'p1' }), { code: 'NO_PEER' });
    await say('again', 2);
    assert.deepEqual(
      (await peers()).map(({ id, state }) => [id, state]),
      [
        ['p2', 'open'],
        ['p1', 'closed'],
      ],
    );
  });

  it('accepts a datagram of the maximum size, and nothing larger', async () => {
    await say('hello', 1);
    const received = once(plain, 'message');
    await endpoint.send(new Uint8Array(65_507), { peer: 'p1' });
    assert.equal((await received)[0].length, 65_507);
    await assert.rejects(endpoint.send(new Uint8Array(65_508), { peer: 'p1' }), {
      code: 'DATAGRAM_TOO_LARGE',
      params: { bytes: 65_508, maxBytes: 65_507 },
    });
    assert.equal(endpoint.counters.framesOut, 1);
  });

  it('may be a connected remote, which no other address can replace', async () => {
    const connected = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0', remote: address(), connected: true });
    await assert.rejects(connected.send('elsewhere', { address: '127.0.0.1:9' }), {
      code: 'EISCONN',
      params: { operation: 'send', address: '127.0.0.1:9', kind: 'udp', remote: address() },
    });
    const received = once(plain, 'message');
    await connected.send('to the remote', { address: address() });
    assert.equal(String((await received)[0]), 'to the remote');
  });
});
