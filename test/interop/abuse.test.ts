/** Hostile peers, and disks that are slow or full: the engine records what arrives, and keeps running. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, rm, symlink } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { EngineEndpoints } from '../support/engineEndpoints.ts';
import { eventCodes, eventSeen, framesOf, type OpenEndpoint, portOf, seen } from '../support/openEndpoint.ts';
import { root } from '../support/paths.ts';
import { startPython } from '../support/program.ts';
import { run } from '../support/run.ts';

const mebibyte = 1024 * 1024;
const server = (more: Partial<EndpointConfig> = {}): EndpointConfig => ({ kind: 'tcp-server', address: ':0', ...more });

describe('an engine under abuse', function () {
  this.timeout(120_000);
  let endpoints: EngineEndpoints;
  const sockets: Socket[] = [];

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await endpoints.dispose();
  });

  async function client(endpoint: OpenEndpoint): Promise<Socket> {
    const socket = connect(portOf(endpoint), '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** Checks that a client of an echo server gets its reply: the engine still runs. */
  async function assertAwake(): Promise<void> {
    const echo = await endpoints.open(server({ reply: 'echo' }));
    const socket = await client(echo);
    socket.write('awake?');
    assert.equal(String((await once(socket, 'data'))[0]), 'awake?');
    await echo.close();
  }

  const bytesSeen = (endpoint: OpenEndpoint, bytes: number) =>
    seen(endpoint, () => (endpoint.counters.bytesIn >= bytes ? true : undefined));

  it('accepts a million empty frames', async () => {
    const endpoint = await endpoints.open(server({ framing: { line: 'lf' } }));
    (await client(endpoint)).write(Buffer.alloc(1_000_000, '\n'));
    // Frames are delivered in slices: the last ones are counted after their bytes.
    await seen(endpoint, () => (endpoint.counters.framesIn === 1_000_000 ? true : undefined));
    assert.equal(endpoint.counters.bytesIn, 1_000_000);
    await assertAwake();
  });

  it('cuts a quarter of a gigabyte without a newline into frames of the maximum size', async () => {
    const endpoint = await endpoints.open(server({ framing: { line: 'lf' } }));
    const socket = await client(endpoint);
    const piece = Buffer.alloc(mebibyte, 'x');
    for (let at = 0; at < 256; at++) if (!socket.write(piece)) await once(socket, 'drain');
    socket.end('\n');
    await eventSeen(endpoint, 'peerClosed');
    const frames = (await endpoint.entries()).filter(({ direction }) => direction === 'in');
    assert.deepEqual(
      frames.map(({ length }) => length),
      Array.from({ length: 16 }, () => 16 * mebibyte),
    );
    assert.ok((await eventCodes(endpoint)).includes('frameTooLong'));
  });

  it('stops reading from a peer that never reads, and serves the others', async () => {
    const endpoint = await endpoints.open(server({ reply: 'echo' }));
    const socket = await client(endpoint);
    socket.pause();
    const piece = Buffer.alloc(mebibyte, 'x');
    for (let at = 0; at < 64; at++) socket.write(piece);
    const stalled = async () => {
      const before = endpoint.counters.bytesIn;
      await assertAwake();
      return before > 0 && endpoint.counters.bytesIn === before;
    };
    while (!(await stalled()));
    assert.ok(endpoint.counters.bytesIn < 32 * mebibyte, `${endpoint.counters.bytesIn} bytes were read`);
  });

  it('shows the part of a frame that arrived before the connection was reset', async () => {
    const endpoint = await endpoints.open(server({ framing: { lengthPrefix: { bytes: 4, endian: 'big' } } }));
    const socket = await client(endpoint);
    socket.write(Buffer.from([0, 0, 0, 9, 1, 2, 3]));
    await bytesSeen(endpoint, 7);
    socket.resetAndDestroy();
    await eventSeen(endpoint, 'peerReset');
    const entries = (await endpoint.entries()).slice(-3);
    assert.deepEqual(Buffer.from(entries[0]?.data ?? []), Buffer.from([0, 0, 0, 9, 1, 2, 3]));
    assert.deepEqual(
      entries.map(({ event }) => event?.code),
      [undefined, 'unterminatedFrame', 'peerReset'],
    );
  });

  it('accepts single bytes, each in a write of its own', async () => {
    const endpoint = await endpoints.open(server({ framing: { delimiter: 'end' } }));
    const socket = (await client(endpoint)).setNoDelay(true);
    const text = 'some text and then the end'.repeat(400);
    for (const byte of Buffer.from(text)) await new Promise(resolve => socket.write(Uint8Array.of(byte), resolve));
    await bytesSeen(endpoint, text.length);
    assert.deepEqual(
      await framesOf(endpoint, 'in'),
      Array.from({ length: 400 }, () => 'some text and then the '),
    );
  });

  it('survives connections that open and close as fast as they can, and counts all of them', async () => {
    const endpoint = await endpoints.open(server({ greeting: 'hi' }));
    const churn = await startPython(join(root, 'test/interop/programs/churn.py'), portOf(endpoint), 5);
    const connections = Number(await churn.line());
    await churn.ended();
    // All may be closed while some are still waiting to be accepted: the count shows when all have connected and
    // disconnected.
    const count = async () => Number((await endpoints.engine.peers(endpoint.id, 0, 1))[0]?.id.slice(1));
    await seen(endpoint, async () =>
      endpoint.counters.peers === 0 && (await count()) >= connections ? true : undefined,
    );
    assert.equal(await count(), connections);
    await assertAwake();
  });

  it('receives datagrams at full speed, counts what it recorded, and reports what the system dropped', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: ':0' });
    const flood = await startPython(join(root, 'test/bench/programs/udpFlood.py'), portOf(endpoint), 3);
    const sent = Number(await flood.line());
    await flood.ended();
    await seen(endpoint, async () =>
      (await lossesOf(endpoint)) + endpoint.counters.framesIn === sent ? true : undefined,
    );
    await assertAwake();
  });

  /** Returns how many datagrams an endpoint's events report as lost. */
  async function lossesOf(endpoint: OpenEndpoint): Promise<number> {
    const rows = await endpoints.rows(endpoint.id, { kinds: ['problem'] });
    return rows.reduce((sum, { event }) => sum + (event?.code === 'datagramsLost' ? event.datagrams : 0), 0);
  }

  it('keeps the ten thousand addresses that were active last', async () => {
    const endpoint = await endpoints.open({ kind: 'udp', address: ':0', reply: 'echo' });
    const many = await startPython(join(root, 'test/interop/programs/manyAddresses.py'), portOf(endpoint), 10_100);
    const last = await many.line();
    await many.ended();
    await seen(endpoint, () => (endpoint.counters.framesIn === 10_100 ? true : undefined));
    assert.equal(endpoint.counters.peers, 10_000);
    const peers = await endpoints.engine.peers(endpoint.id, 0, 10_000);
    assert.equal(peers.at(-1)?.address, last);
    assert.equal(peers[0]?.id, 'p101');
  });

  it('replies by a pattern that takes backtracking engines forever', async () => {
    const endpoint = await endpoints.open(server({ reply: [{ when: { regex: '(a+)+$' }, send: 'matched' }] }));
    const socket = await client(endpoint);
    socket.write(Buffer.alloc(mebibyte, 'a'));
    assert.equal(String((await once(socket, 'data'))[0]).slice(0, 7), 'matched');
    await assertAwake();
  });
});

describe('an engine whose disk', function () {
  this.timeout(60_000);
  let endpoints: EngineEndpoints;
  let folder: string;

  /** Opens a server whose transcript is written to this file. */
  async function serverWritingTo(prepare: (file: string) => Promise<unknown>): Promise<OpenEndpoint> {
    endpoints = new EngineEndpoints({ pendingBytes: mebibyte });
    folder = join(endpoints.directory, 'e');
    await mkdir(folder);
    await prepare(join(folder, '0-000000.log'));
    return endpoints.open(server(), 'e');
  }

  afterEach(() => endpoints.dispose());

  /** Sends until the other side no longer reads. */
  async function sendUntilItWaits(endpoint: OpenEndpoint): Promise<Socket> {
    const socket = connect(portOf(endpoint), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    const piece = Buffer.alloc(64 * 1024, 'x');
    for (let at = 0; at < 2000; at++) socket.write(piece);
    await seen(endpoint, () => (endpoint.counters.bytesIn > mebibyte ? true : undefined));
    return socket;
  }

  const total = 2000 * 64 * 1024;

  it('is full: says so, reads no more, and continues when there is room', async () => {
    const endpoint = await serverWritingTo(file => symlink('/dev/full', file));
    const socket = await sendUntilItWaits(endpoint);
    const failed = await endpoints.storageSeen(({ failure }) => failure !== undefined);
    assert.equal(failed.failure?.code, 'ENOSPC');
    assert.ok(endpoint.counters.bytesIn < 16 * mebibyte, 'it keeps reading');
    assert.ok((await framesOf(endpoint, 'in')).length > 0, 'rows in memory can be read');
    await rm(join(folder, '0-000000.log'));
    await seen(endpoint, () => (endpoint.counters.bytesIn === total ? true : undefined));
    await endpoints.storageSeen(({ failure }) => failure === undefined);
    socket.destroy();
  });

  it('is slow: reads no faster than it writes, and loses nothing', async () => {
    const endpoint = await serverWritingTo(file => run('mkfifo', [file]));
    const socket = await sendUntilItWaits(endpoint);
    assert.ok(endpoint.counters.bytesIn < 16 * mebibyte, 'it keeps reading');
    await using disk = await open(join(folder, '0-000000.log'), 'r');
    const { stdout } = spawn('cat', { stdio: [disk.fd, 'pipe', 'inherit'] });
    let written = 0;
    for await (const piece of stdout as Readable) {
      written += (piece as Buffer).length;
      if (written >= total) break;
    }
    await seen(endpoint, () => (endpoint.counters.bytesIn === total ? true : undefined));
    socket.destroy();
  });
});
