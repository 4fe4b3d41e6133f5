import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { PeerSnapshot, SendTarget } from '../../../../src/core/endpointSnapshot.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';
import { pattern } from '../../../support/videoTests.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a specific peer as target', () => {
  let endpoints: EngineEndpoints;
  let server: OpenEndpoint;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    endpoints = new EngineEndpoints();
    server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await endpoints.dispose();
  });

  const openPeers = async (of = server) =>
    (await endpoints.engine.peers(of.id, 0, 9)).filter(({ state }) => state !== 'closed');

  /** A client of the server, with the server's view of it. */
  async function client(): Promise<{ socket: Socket; peer: PeerSnapshot }> {
    const socket = connect(portOf(server), '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    const peer = await seen(server, async () =>
      (await openPeers()).find(({ address }) => address.endsWith(`:${socket.localPort}`)),
    );
    return { socket, peer };
  }

  /** A connected peer and a closed one, whose data is there. The client that stays has received nothing else. */
  async function oneGone(): Promise<{
    gone: PeerSnapshot;
    stays: PeerSnapshot;
    nothingElseThan(text: string): Promise<void>;
  }> {
    const [first, second] = [await client(), await client()];
    const received: Buffer[] = [];
    second.socket.on('data', chunk => received.push(chunk));
    first.socket.write('for me');
    await seen(server, () => (server.counters.bytesIn > 0 ? true : undefined));
    first.socket.destroy();
    await seen(server, async () => ((await openPeers()).length === 1 ? true : undefined));
    return {
      gone: first.peer,
      stays: second.peer,
      nothingElseThan: async text => {
        const ended = once(second.socket, 'end');
        await endpoints.engine.end(server.id);
        await ended;
        assert.equal(String(Buffer.concat(received)), text);
      },
    };
  }

  it('is an error in every way of sending once it is gone, and no other peer receives the data', async () => {
    const { gone, stays, nothingElseThan } = await oneGone();
    const { engine, directory } = endpoints;
    const path = join(directory, 'file');
    await writeFile(path, 'private');
    const targets: SendTarget[] = [
      { peer: gone.id },
      { address: gone.address },
      { peer: gone.id, address: gone.address },
      { peer: gone.id, address: stays.address },
      { peer: stays.id, address: gone.address },
    ];
    const raw = { files: [{ path }], mode: 'raw', endAfter: false } as const;
    const video = { ...pattern, toNewPeers: true };
    for (const target of targets) {
      await assert.rejects(engine.send(server.id, bytes('private'), target), { code: 'NO_PEER' });
      await assert.rejects(engine.sendFiles(server.id, raw, target), { code: 'NO_PEER' });
      await assert.rejects(engine.startVideo(server.id, video, target), { code: 'NO_PEER' });
    }
    for (const target of [{}, { peer: undefined }] as unknown as SendTarget[]) {
      await assert.rejects(engine.send(server.id, bytes('private'), target), TypeError);
      await assert.rejects(engine.sendFiles(server.id, raw, target), TypeError);
      await assert.rejects(engine.startVideo(server.id, video, target), TypeError);
    }
    await engine.send(server.id, bytes('for you'), { peer: stays.id, address: stays.address });
    await nothingElseThan('for you');
  });

  it('may be named with the scheme of its address, by the address alone or next to its id', async () => {
    const { socket, peer } = await client();
    for (const address of [peer.address, `tcp://${peer.address}`, `TCP://${peer.address}`]) {
      await endpoints.engine.send(server.id, bytes('a'), { address });
      await endpoints.engine.send(server.id, bytes('b'), { peer: peer.id, address });
    }
    assert.equal(String(await read(socket, 6)), 'ababab');
    const ofUdp = { peer: peer.id, address: `udp://${peer.address}` };
    await assert.rejects(endpoints.engine.send(server.id, bytes('c'), ofUdp), { code: 'NO_PEER' });
    const udp = await endpoints.open({ kind: 'udp', address: 'udp://127.0.0.1:0' });
    await udp.send('once', { address: `127.0.0.1:${portOf(server)}` });
    const [remote] = await openPeers(udp);
    await udp.send('again', { peer: remote?.id ?? '', address: `udp://${remote?.address}` });
    assert.equal(udp.counters.framesOut, 2);
  });

  it('gets its own rows again, and no peer does once it is gone', async () => {
    const { gone, nothingElseThan } = await oneGone();
    const entries = await server.entries();
    const row = entries.find(({ direction, peer }) => direction === 'in' && peer === gone.id);
    await assert.rejects(endpoints.engine.resend(server.id, row?.seq ?? -1), {
      code: 'NO_PEER',
      params: { kind: 'tcp-server', peer: gone.id, address: gone.address },
    });
    for (const seq of [entries.find(({ event }) => event)?.seq ?? -1, 999, -1])
      await assert.rejects(endpoints.engine.resend(server.id, seq), { code: 'NO_ENTRY' });
    await nothingElseThan('');
  });

  it('gets the exact bytes of a row, even if a character was split', async () => {
    const { socket, peer } = await client();
    const other = (await client()).socket;
    socket.setNoDelay();
    socket.write(Buffer.from([0x61, 0xc3]));
    await seen(server, () => (server.counters.bytesIn === 2 ? true : undefined));
    socket.write(Buffer.from([0xa9, 0x62]));
    await seen(server, () => (server.counters.bytesIn === 4 ? true : undefined));
    const rows = (await server.entries()).filter(({ direction }) => direction === 'in');
    assert.deepEqual(
      rows.map(({ peer: from }) => from),
      [peer.id, peer.id],
    );
    for (const { seq } of rows) await endpoints.engine.resend(server.id, seq);
    await endpoints.engine.send(server.id, bytes('!'), 'all');
    const received = Buffer.concat([await read(socket, 5)]);
    assert.deepEqual([...received], [0x61, 0xc3, 0xa9, 0x62, 0x21]);
    assert.equal(String(await read(other, 1)), '!');
  });

  it('is the server for a reconnected client', async () => {
    const plain = createServer(socket => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as AddressInfo;
    const caller = await endpoints.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` });
    await caller.send('again');
    const [sent] = (await caller.entries()).filter(({ direction }) => direction === 'out');
    await caller.close();
    await endpoints.engine.reopen(caller.id, { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` });
    const accepted = await seen(caller, () => sockets.filter(({ localPort }) => localPort === port)[1]);
    await endpoints.engine.resend(caller.id, sent?.seq ?? -1);
    assert.equal(String(await read(accepted, 5)), 'again');
    plain.close();
  });

  it('is the address for datagrams, even after the socket was reopened', async () => {
    const plain = createSocket('udp4');
    plain.bind(0, '127.0.0.1');
    await once(plain, 'listening');
    const config = { kind: 'udp', address: 'udp://127.0.0.1:0' } as const;
    const udp = await endpoints.open(config);
    await udp.send('once more', { address: `127.0.0.1:${plain.address().port}` });
    await once(plain, 'message');
    const [sent] = (await udp.entries()).filter(({ direction }) => direction === 'out');
    await udp.close();
    await endpoints.engine.reopen(udp.id, config);
    const message = once(plain, 'message');
    await endpoints.engine.resend(udp.id, sent?.seq ?? -1);
    assert.equal(String((await message)[0]), 'once more');
    plain.close();
  });
});

/** Resolves with this many bytes of what a socket receives. */
async function read(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const received: Buffer | null = socket.read(count);
    if (received) return received;
    await once(socket, 'readable');
  }
}
