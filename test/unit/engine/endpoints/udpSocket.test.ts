import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, framesOf, portOf, seen, textSeen } from '../../../support/openEndpoint.ts';

describe('a UDP socket', () => {
  const endpoints = new EngineEndpoints();
  after(() => endpoints.dispose());

  it('sends no datagram to an address of another scheme, nor to port 0', async () => {
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
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(() => endpoints.dispose());

  it('takes an empty datagram for a datagram', async () => {
    const hearing = await endpoints.open({ kind: 'udp', address: ':0', reply: 'echo' });
    const saying = await endpoints.open({ kind: 'udp', address: ':0', remote: `127.0.0.1:${portOf(hearing)}` });
    await saying.send('');
    await seen(saying, async () => ((await framesOf(saying, 'in')).length === 1 ? true : undefined));
    assert.deepEqual([hearing.counters.framesIn, saying.counters.framesIn, saying.counters.bytesIn], [1, 1, 0]);
  });

  it('answers whom it is told to, and refuses to talk to nobody', async () => {
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

  it('hears only its remote when it is connected, and learns of refusals', async () => {
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
    // The system tells a refusal with the next send or the next read, whichever comes first.
    for (let told = false; !told; ) {
      told = await endpoint.send('anybody?').then(
        async () => (await eventCodes(endpoint)).includes('peerFailed'),
        (error: { code: string }) => error.code === 'ECONNREFUSED',
      );
    }
  });
});
