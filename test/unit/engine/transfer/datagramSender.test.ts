import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { FileTests, variedBytes } from '../../../support/fileTests.ts';
import { type OpenEndpoint, seen } from '../../../support/openEndpoint.ts';

const paced = (datagramBytes: number, bytesPerSecond: number) =>
  ({ mode: 'datagrams', pace: { datagramBytes, bytesPerSecond } }) as const;

describe('a file as datagrams', function () {
  this.timeout(30_000);
  const files = new FileTests();
  let receiver: Socket;
  let got: Buffer[];
  let socket: OpenEndpoint;

  beforeEach(async () => {
    got = [];
    receiver = createSocket('udp4').on('message', datagram => got.push(datagram));
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address();
    socket = await files.endpoints.open({ kind: 'udp', address: ':0', remote: `127.0.0.1:${port}` });
  });

  afterEach(() => receiver.close());

  const sizes: [number, number, number][] = [
    // All of them fit a socket's buffer: on a busy machine, this process may not get to read.
    [1, 200, 20_000],
    [1024, 300_001, 1e6],
    [65_507, 3 * 65_507 + 1, 1e6],
    [65_507, 65_507, 4e6],
    [1000, 0, 1e6],
  ];
  for (const [datagramBytes, size, bytesPerSecond] of sizes) {
    it(`of ${datagramBytes} bytes carries ${size}`, async () => {
      const bytes = variedBytes(size);
      const sent = await files.send(socket, await files.file('a', bytes), paced(datagramBytes, bytesPerSecond));
      const count = Math.max(1, Math.ceil(size / datagramBytes));
      assert.deepEqual([sent.state, sent.bytes, sent.datagrams], ['done', size, count]);
      while (got.length < count) await once(receiver, 'message');
      assert.deepEqual(Buffer.concat(got), bytes);
      assert.equal(got.length, count);
      assert.ok(got.slice(0, -1).every(({ length }) => length === datagramBytes));
    });
  }

  it('keeps its pace', async () => {
    // The second one is due long after this test has failed.
    const sent = await files.begin(socket, await files.file('a', Buffer.alloc(100_000)), paced(1000, 1));
    await files.stalled(sent);
    while (got.length === 0) await once(receiver, 'message');
    const [transfer] = await files.endpoints.engine.transfers(socket.id);
    assert.deepEqual([got.length, transfer?.bytes], [1, 1000]);
  });

  it('can be paused, canceled, and closed with its socket, however slow it is', async () => {
    const { engine } = files.endpoints;
    const path = await files.file('a', Buffer.alloc(100_000));
    const paused = await files.begin(socket, path, paced(1000, 1));
    await engine.pauseTransfer(paused.id);
    await engine.resumeTransfer(paused.id);
    await engine.cancelTransfer(paused.id);
    assert.equal((await files.ended(paused)).state, 'cancelled');
    const closed = await files.begin(socket, path, paced(1000, 1));
    await assert.rejects(socket.send('in between'), { code: 'BUSY' });
    await socket.close();
    assert.equal((await files.ended(closed)).state, 'cancelled');
  });

  it('is sent again over a new socket if its socket was closed meanwhile', async () => {
    const { engine } = files.endpoints;
    const sent = await files.begin(socket, await files.file('a', Buffer.alloc(3000)), paced(1000, 1));
    await files.stalled(sent);
    await socket.close();
    const again = await engine.retryTransfer(sent.id);
    await engine.cancelTransfer(again.id);
    assert.equal(again.peer.address, sent.peer.address);
    await seen(socket, () => socket.state === 'open' || undefined);
  });

  it('fails with the system’s code if a datagram can’t be sent', async () => {
    const v6 = await files.endpoints.open({ kind: 'udp', address: '[::1]:0', remote: '[::1]:9' });
    const path = await files.file('a', Buffer.alloc(100));
    assert.equal((await files.send(v6, path, paced(100, 1e6))).state, 'done');
    const broadcast = await files.endpoints.open({ kind: 'udp', address: '0.0.0.0:0', remote: '255.255.255.255:9' });
    const { state, failure } = await files.send(broadcast, path, paced(100, 1e6));
    assert.deepEqual([state, failure?.code], ['failed', 'EACCES']);
  });

  it('can be sent again to an address that is not listed', async () => {
    const endpoint = await files.endpoints.open({ kind: 'udp', address: '0.0.0.0:0' });
    const { engine } = files.endpoints;
    const path = await files.file('a', Buffer.alloc(100));
    const target = { address: '255.255.255.255:9' };
    const [sent] = await engine.sendFiles(endpoint.id, { files: [{ path }], ...paced(100, 1e6) }, target);
    assert.equal((await engine.transferEnded(sent?.id ?? '')).failure?.code, 'EACCES');
    const again = await engine.retryTransfer(sent?.id ?? '');
    assert.equal((await engine.transferEnded(again.id)).failure?.code, 'EACCES');
    assert.deepEqual(await engine.peers(endpoint.id, 0, 10), []);
  });

  it('is rejected with an invalid pace', async () => {
    const path = await files.file('a', 'a');
    await assert.rejects(files.begin(socket, path, paced(65_508, 1)), RangeError);
    await assert.rejects(files.begin(socket, path, paced(1, Number.POSITIVE_INFINITY)), RangeError);
    assert.deepEqual(await files.endpoints.engine.transfers(socket.id), []);
  });

  it('isn’t available for a stream, nor a stream’s mode for UDP', async () => {
    const path = await files.file('a', 'a');
    await assert.rejects(files.begin(socket, path, { mode: 'raw' }), RangeError);
    const server = await files.receiver();
    await assert.rejects(files.begin(await files.client(server), path, paced(1, 1)), RangeError);
  });
});
