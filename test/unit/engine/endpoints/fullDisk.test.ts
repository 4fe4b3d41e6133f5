/** Sending while the transcript's disk is full: what waits in memory is bounded, and every call settles. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, eventSeen, type OpenEndpoint } from '../../../support/openEndpoint.ts';
import { mountSmallDisk } from '../../../support/smallDisk.ts';
import { pattern } from '../../../support/videoTests.ts';
import { PlainSockets } from './plainSockets.ts';

const KiB = 1024;
const diskBytes = 512 * KiB;
const pendingBytes = 512 * KiB;
const message = new Uint8Array(64 * KiB);

describe('sending into a full disk', () => {
  let endpoints: EngineEndpoints;
  let plain: PlainSockets;
  let unmount: () => Promise<void>;
  /** Leaves little free space on the disk until it is removed. */
  let filler: string;

  beforeEach(async () => {
    plain = new PlainSockets();
    endpoints = new EngineEndpoints({ pendingBytes });
    const disk = join(endpoints.directory, 'full');
    unmount = await mountSmallDisk(disk, diskBytes / KiB);
    filler = join(disk, 'filler');
    await writeFile(filler, new Uint8Array(diskBytes - 64 * KiB));
  });

  afterEach(async () => {
    await plain.close();
    await endpoints.engine.dispose();
    await unmount();
    await endpoints.dispose();
  });

  const hasRoom = async () => {
    await rm(filler);
    await endpoints.storageSeen(({ failure }) => failure === undefined);
  };
  /** Sends until it is rejected. */
  const fill = async (endpoint: OpenEndpoint) => {
    for (;;) {
      const refused = await endpoint.send(message).then(
        () => undefined,
        error => error,
      );
      if (refused) return refused;
      // Otherwise all of it would be in memory.
      assert.ok(endpoint.counters.bytesOut <= diskBytes + pendingBytes + message.length);
    }
  };
  const timesPaused = async (endpoint: OpenEndpoint) =>
    (await eventCodes(endpoint)).filter(code => code === 'sendingPaused').length;

  it('rejects a message, and accepts it when there is room', async () => {
    const port = await plain.listener(socket => socket.resume());
    const client = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}` }, 'full');
    const refused = await fill(client);
    assert.equal(refused.code, 'DISK_FULL');
    assert.equal(refused.params.reason, 'ENOSPC');
    const held = client.counters.bytesOut;
    const rushed = await Promise.allSettled(Array.from({ length: 1000 }, () => client.send(message)));
    for (const one of rushed) assert.equal(one.status === 'rejected' && one.reason.code, 'DISK_FULL');
    assert.equal(client.counters.bytesOut, held);
    assert.equal(await timesPaused(client), 0, 'the caller was informed');
    await hasRoom();
    await client.send(message);
    assert.equal(client.counters.bytesOut, held + message.length);
  });

  it('settles messages that were waiting when the disk filled up', async () => {
    const port = await plain.listener(socket => socket.resume());
    const client = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}` }, 'full');
    const sent = await Promise.allSettled(Array.from({ length: 200 }, () => client.send(message)));
    const refused = sent.filter(one => one.status === 'rejected');
    assert.ok(refused.length > 0 && refused.every(({ reason }) => reason.code === 'DISK_FULL'));
    assert.ok(client.counters.bytesOut <= diskBytes + pendingBytes + message.length);
    assert.equal(await timesPaused(client), 0);
  });

  it('keeps a greeting and answers until there is room, and reports it once', async () => {
    const server = await endpoints.open(
      { kind: 'tcp-server', address: ':0', greeting: 'hello', reply: 'echo' },
      'full',
    );
    const first = await plain.client(server);
    await eventSeen(server, 'peerConnected');
    await fill(server);
    const second = await plain.client(server);
    second.write('echo');
    while (server.counters.peers < 2) await server.nextChange();
    assert.equal(second.received(), '');
    first.resume();
    await hasRoom();
    while (second.received() !== 'helloecho') await once(second, 'data');
    assert.equal(await timesPaused(server), 1);
  });

  it('rejects datagrams, files and video', async () => {
    const receiver = createSocket('udp4').bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const remote = `127.0.0.1:${receiver.address().port}`;
    const socket = await endpoints.open({ kind: 'udp', address: ':0', remote }, 'full');
    for (let refused: { code: string } | undefined; refused?.code !== 'DISK_FULL'; ) {
      refused = await socket.send(message.subarray(0, 60_000)).catch(error => error);
      assert.ok(socket.counters.bytesOut <= diskBytes + pendingBytes + message.length);
    }
    const files = [{ path: import.meta.filename }];
    const cut = { files, mode: 'datagrams', pace: { datagramBytes: 1000, bytesPerSecond: 1000 } } as const;
    await assert.rejects(endpoints.engine.sendFiles(socket.id, cut), { code: 'DISK_FULL' });
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const client = await plain.client(server);
    await eventSeen(server, 'peerConnected');
    const raw = { files, mode: 'raw', endAfter: false } as const;
    await assert.rejects(endpoints.engine.sendFiles(server.id, raw), { code: 'DISK_FULL' });
    await assert.rejects(endpoints.engine.startVideo(server.id, pattern), { code: 'DISK_FULL' });
    assert.equal(client.received(), '');
    assert.equal((await stat(filler)).size, diskBytes - 64 * KiB);
    receiver.close();
  });
});
