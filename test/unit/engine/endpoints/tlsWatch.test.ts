import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect as connectTls } from 'node:tls';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { BareSockets } from '../../../support/bareSockets.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventSeen, framesOf, type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';
import { eventsOf } from '../../../support/videoTests.ts';

describe('TLS in place of plaintext', () => {
  let endpoints: EngineEndpoints;
  const bare = new BareSockets();

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(async () => {
    bare.close();
    await endpoints.dispose();
  });

  const signs = async (endpoint: OpenEndpoint) => (await eventsOf(endpoint, 'unexpectedTls')).map(({ sign }) => sign);
  const server = () => endpoints.open({ kind: 'tcp-server', address: ':0' });
  /** Waits until the transcript has this many bytes. */
  const received = (endpoint: OpenEndpoint, length: number) =>
    seen(endpoint, async () => ((await framesOf(endpoint, 'in')).join('').length >= length ? true : undefined));

  it('is reported once for a client’s ClientHello, however it is cut', async () => {
    const endpoint = await server();
    const client = connectTls({ port: portOf(endpoint), host: '127.0.0.1', rejectUnauthorized: false });
    client.on('error', () => undefined);
    await eventSeen(endpoint, 'unexpectedTls');
    client.destroy();
    assert.deepEqual(await signs(endpoint), ['clientHello']);
    const hello = Buffer.concat([Buffer.from('1603010200010001fc0303', 'hex'), Buffer.alloc(20)]);
    const socket = await bare.connect(endpoint);
    socket.setNoDelay(true);
    for (const byte of hello) await new Promise(resolve => socket.write(Buffer.of(byte), resolve));
    await seen(endpoint, async () => ((await signs(endpoint)).length === 2 ? true : undefined));
    const events: TranscriptEvent['code'][] = (await endpoint.entries()).flatMap(({ event }) => event?.code ?? []);
    assert.equal(events.filter(code => code === 'unexpectedTls').length, 2);
  });

  it('is not detected after the first bytes, or where it makes no sense', async () => {
    const endpoint = await server();
    const hello = Buffer.from('1603010200010001fc0303', 'hex');
    const [later, alert] = [await bare.connect(endpoint), await bare.connect(endpoint)];
    later.write(Buffer.concat([Buffer.from('x'), hello]));
    await received(endpoint, 12);
    later.write(hello);
    alert.write(Buffer.from('15030100020246', 'hex'));
    await received(endpoint, 12 + 11 + 7);
    assert.deepEqual(await signs(endpoint), []);
  });

  it('is reported for a server that answers with an alert', async () => {
    const listener = await bare.listen();
    const client = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${listener.port}` });
    // Fatal: protocol_version.
    (await listener.connection()).end(Buffer.from('15030100020246', 'hex'));
    await eventSeen(client, 'unexpectedTls');
    assert.deepEqual(await signs(client), ['alert']);
  });

  it('is reported for a web server’s HTTPS port', async () => {
    const listener = await bare.listen();
    const client = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${listener.port}` });
    const socket = await listener.connection();
    socket.write('HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request ');
    await received(client, 50);
    assert.deepEqual(await signs(client), []);
    socket.write('was sent to HTTPS port');
    await eventSeen(client, 'unexpectedTls');
    assert.deepEqual(await signs(client), ['httpsPort']);
  });

  it('is reported once for a DTLS sender, by its first datagram', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0' });
    const hello = Buffer.alloc(93);
    Buffer.from('16feff000000000000000000500100004400000000000000 44fefd'.replace(' ', ''), 'hex').copy(hello);
    const [dtls, plain] = [createSocket('udp4'), createSocket('udp4')];
    dtls.send(hello, portOf(endpoint), '127.0.0.1');
    await eventSeen(endpoint, 'unexpectedTls');
    dtls.send(hello, portOf(endpoint), '127.0.0.1');
    plain.send('x', portOf(endpoint), '127.0.0.1');
    await received(endpoint, 2 * 93 + 1);
    plain.send(hello, portOf(endpoint), '127.0.0.1');
    await received(endpoint, 3 * 93 + 1);
    dtls.close();
    plain.close();
    assert.deepEqual(await signs(endpoint), ['dtlsClientHello']);
  });
});
