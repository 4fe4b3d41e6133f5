/** Video over real sockets, by command and through the API. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, watch } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import * as vscode from 'vscode';
import { readTestPattern } from '../../src/core/video/testPattern.ts';
import { videoPayload } from '../../src/core/video/videoPayload.ts';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';
import type { Endpoint, VideoStream } from '../../src/host/api.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { portOf, seen } from '../support/openEndpoint.ts';
import { asOpenEndpoint, portside } from './apiEndpoints.ts';

describe('video', () => {
  const client = clientsOfEachTest();
  const small = { width: 64, height: 48, fps: 100 } as const;
  let folder: string;

  before(async () => {
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
    folder = await mkdtemp(join(workspace.fsPath, 'video-'));
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(endpoint => endpoint.remove()));
  });

  const run = async <T>(command: string, argument: object): Promise<T> =>
    vscode.commands.executeCommand<T>(`portside.${command}`, argument);

  async function connection(): Promise<{ server: Endpoint; socket: Socket; peer: string }> {
    const server = await (await portside()).open({ kind: 'tcp-server', address: ':0' });
    const socket = await client(portOf(server));
    await seen(asOpenEndpoint(server), () => (server.counters.peers === 1 ? true : undefined));
    const [peer] = await server.peers();
    return { server, socket, peer: peer?.id ?? assert.fail('no client connected') };
  }

  /** Resolves with the next frames that a socket receives, without their lengths. */
  async function frames(socket: Socket, count: number, endian: 'LE' | 'BE' = 'LE'): Promise<Buffer[]> {
    const got: Buffer[] = [];
    let held = Buffer.alloc(0);
    while (got.length < count) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      held = Buffer.concat([held, chunk]);
      for (let end = 0; held.length >= 8; held = held.subarray(end)) {
        end = 8 + Number(held[`readBigUInt64${endian}`](0));
        if (held.length < end) break;
        got.push(held.subarray(8, end));
      }
    }
    return got.slice(0, count);
  }

  /** Returns the frame number in the test pattern. */
  function stampOf(frame: Uint8Array): number {
    const payload = videoPayload(frame);
    assert.ok(payload.kind === 'picture', payload.kind);
    return readTestPattern(payload.picture)?.frame ?? assert.fail('it isn’t a test pattern');
  }

  /** Returns one gray picture as Python would send it. */
  function grayFrame(): Uint8Array {
    const pixels = new Uint8Array(3 * 4 * 2).fill(77);
    return Buffer.concat(prefixedPayload(pickledPicture({ width: 4, height: 2, order: 'bgr', pixels }), 'little'));
  }

  async function until(video: VideoStream, isSo: () => boolean): Promise<void> {
    while (!isSo())
      await new Promise<void>(resolve => {
        const subscription = video.onDidChange(() => {
          subscription.dispose();
          resolve();
        });
      });
  }

  /** Resolves when a file has more than this many bytes. */
  async function grown(path: string, bytes: number): Promise<void> {
    for await (const _ of watch(folder)) if ((await stat(path)).size > bytes) return;
  }

  it('is sent by the API as a test pattern, counted, and stopped', async () => {
    const { server, socket } = await connection();
    const video = await server.startVideo(small);
    assert.equal(video.direction, 'out');
    const numbers = (await frames(socket, 3)).map(stampOf);
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((one, other) => one - other),
    );
    await until(video, () => video.counters.framesOut >= 3 && video.counters.fps > 0);
    const { framesIn, width, height } = video.counters;
    assert.deepEqual([framesIn, width, height], [0, 64, 48]);
    await video.stop();
    assert.equal(video.state, 'ended');
    assert.equal(video.counters.fps, 0);
    await video.stop();
    // The direction is free again.
    socket.removeAllListeners('data');
    await server.send('and more');
  });

  it('has ended when its endpoint is removed, and says so', async () => {
    const { server, socket } = await connection();
    const video = await server.startVideo(small);
    await frames(socket, 1);
    const ended = until(video, () => video.state === 'ended');
    await server.remove();
    await ended;
    assert.equal(video.counters.fps, 0);
  });

  it('is sent by command as JPEG after a big-endian length, also to later peers, and muted', async () => {
    const server = await (await portside()).open({ kind: 'tcp-server', address: ':0' });
    const wanted = { endpoint: server.id, source: 'test-pattern', codec: 'jpeg', quality: 90, endian: 'big', ...small };
    await assert.rejects(run('startVideo', wanted), /No client is connected/);
    const { id } = await run<{ id: string }>('startVideo', { ...wanted, toNewPeers: true });
    const socket = await client(portOf(server));
    const [frame] = await frames(socket, 1, 'BE');
    assert.deepEqual([...(frame?.subarray(0, 3) ?? [])], [0xff, 0xd8, 0xff]);
    await run('muteVideo', { endpoint: server.id, video: id, muted: true });
    await server.send('said between pictures');
    await run('muteVideo', { endpoint: server.id, video: id });
    await assert.rejects(server.send('said among pictures'), { code: 'BUSY', message: /video is being sent/ });
    await run('stopVideo', { endpoint: server.id });
    await assert.rejects(run('stopVideo', { endpoint: server.id }), /No video is being sent or received/);
  });

  it('is received by the API, and its newest picture written to a file', async () => {
    const { server, socket, peer } = await connection();
    const video = await server.showVideo(peer);
    socket.write(grayFrame());
    await until(video, () => video.counters.framesIn === 1);
    assert.deepEqual([video.direction, video.state], ['in', 'running']);
    const uri = vscode.Uri.file(join(folder, 'snapshot.png'));
    const saved = await run<{ uri: vscode.Uri }>('snapshotVideo', { endpoint: server.id, video: video.id, uri });
    assert.equal(saved.uri.toString(), uri.toString());
    const { width, height, data } = PNG.sync.read(await readFile(uri.fsPath));
    assert.deepEqual([width, height, [...data.subarray(0, 4)]], [4, 2, [77, 77, 77, 255]]);
    await video.stop();
    assert.equal(video.state, 'ended');
  });

  it('is recorded by command in a tab of its own, if no other page shows it', async () => {
    const { server, socket, peer } = await connection();
    const { id } = await run<{ id: string }>('showVideo', { endpoint: server.id, peer });
    const uri = vscode.Uri.file(join(folder, 'clip.webm'));
    const sending = setInterval(() => socket.write(grayFrame()), 30);
    try {
      await run('recordVideo', { endpoint: server.id, video: id, uri });
      await grown(uri.fsPath, 1000);
      const recorded = await run<{ uri: vscode.Uri; bytes: number }>('recordVideo', { endpoint: server.id, video: id });
      assert.equal(recorded.uri.fsPath, uri.fsPath);
      const bytes = await readFile(uri.fsPath);
      assert.equal(bytes.length, recorded.bytes);
      assert.deepEqual([...bytes.subarray(0, 4)], [0x1a, 0x45, 0xdf, 0xa3]);
    } finally {
      clearInterval(sending);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('refuses with a sentence what it can’t do', async () => {
    const { server, socket, peer } = await connection();
    const start = (more: object) => run('startVideo', { endpoint: server.id, ...more });
    await assert.rejects(start({ source: 'moon' }), /source/);
    await assert.rejects(start({ width: 0 }), /width/);
    await assert.rejects(start({ codec: 'theora' }), /codec/);
    await assert.rejects(start({ source: 'file' }), /Specify a file/);
    await assert.rejects(start({ source: 'file', uri: '/etc/hosts' }), /must be a Uri/);
    await assert.rejects(start({ peer: 'p99' }), { code: 'NO_PEER' });
    await assert.rejects(server.startVideo({ width: -1 }), /width/);
    await assert.rejects(run('showVideo', { endpoint: server.id, peer, wire: { format: 'morse' } }), /format/);
    await assert.rejects(run('snapshotVideo', { endpoint: server.id, video: 'none' }), /no longer exists/);
    const udp = await (await portside()).open({ kind: 'udp', address: ':0' });
    await assert.rejects(udp.startVideo({ toNewPeers: true }), { code: 'NOT_A_STREAM' });
    socket.destroy();
  });
});
