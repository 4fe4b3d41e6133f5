import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { readTestPattern } from '../../../../src/core/video/testPattern.ts';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { eventCodes, eventSeen, framesOf, seen } from '../../../support/openEndpoint.ts';
import { pattern, VideoTests } from '../../../support/videoTests.ts';
import { Frames } from './sentFrames.ts';

describe('sent video', () => {
  const tests = new VideoTests();

  it('is a series of length-prefixed pickled pictures, each newer than the one before', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.startVideo(server.id, pattern);
    const frames = new Frames(socket);
    let last = 0;
    for (let count = 0; count < 5; count++) {
      const { frame = 0 } = readTestPattern(await frames.picture()) ?? {};
      assert.ok(frame > last);
      last = frame;
    }
    const running = await tests.seen(
      server,
      id,
      ({ state, latencyMs }) => state === 'running' && latencyMs !== undefined,
    );
    assert.deepEqual([running.codec, running.width, running.height], ['pickle', 64, 48]);
    await seen(server, () => (server.counters.bytesOut > 5 * 64 * 48 * 3 ? true : undefined));
    assert.deepEqual(await framesOf(server, 'out'), []);
    await tests.engine.stopVideo(id);
    assert.equal((await tests.ended(server, id)).failure, undefined);
    assert.deepEqual((await eventCodes(server)).slice(-2), ['videoStarted', 'videoEnded']);
  });

  it('accepts no picture from a page if its own source creates them', async () => {
    const { server } = await tests.connection();
    const { id } = await tests.engine.startVideo(server.id, pattern);
    const picture = { width: 2, height: 2, format: 'I420', bytes: new Uint8Array(6) } as const;
    await assert.rejects(tests.engine.pushPicture(id, picture), RangeError);
    await tests.engine.stopVideo(id);
  });

  it('uses the requested length format, and JPEG', async () => {
    const { server, socket } = await tests.connection();
    await tests.engine.startVideo(server.id, { ...pattern, codec: 'jpeg', endian: 'big', quality: 50 });
    const payload = videoPayload(await new Frames(socket, 'big').next());
    assert.deepEqual(payload.kind === 'image' && [payload.image.format, payload.image.width, payload.image.isCut], [
      'jpeg',
      64,
      false,
    ]);
  });

  it('is sent to all, and to later connections if requested', async () => {
    const server = await tests.server();
    await assert.rejects(tests.engine.startVideo(server.id, pattern), { code: 'NO_PEER' });
    const { id, state } = await tests.engine.startVideo(server.id, { ...pattern, toNewPeers: true });
    assert.equal(state, 'waiting');
    const [one, other] = [await tests.bare.connect(server), await tests.bare.connect(server)];
    await Promise.all([one, other].map(socket => new Frames(socket).picture()));
    assert.equal((await tests.seen(server, id, ({ peers }) => peers.length === 2)).state, 'running');
    one.destroy();
    await tests.seen(server, id, ({ peers }) => peers.length === 1);
    other.destroy();
    await tests.seen(server, id, ({ peers, state: now }) => peers.length === 0 && now === 'waiting');
  });

  it('is sent to one peer, and ends with it', async () => {
    const server = await tests.server();
    const sockets = [await tests.bare.connect(server), await tests.bare.connect(server)];
    await seen(server, () => (server.counters.peers === 2 ? true : undefined));
    const [, second] = await tests.engine.peers(server.id, 0, 2);
    const { id } = await tests.engine.startVideo(server.id, pattern, { peer: second?.id ?? '' });
    await new Frames(sockets[1] as Socket).picture();
    sockets[1]?.resetAndDestroy();
    const { failure, peers } = await tests.ended(server, id);
    assert.ok(failure, 'it was not ended deliberately');
    assert.deepEqual(
      peers.map(peer => peer.id),
      [second?.id],
    );
    assert.equal(sockets[0]?.bytesRead, 0);
  });

  it('ends without a failure when the receiver ends, followed by our end', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.startVideo(server.id, pattern);
    await new Frames(socket).picture();
    const end = once(socket.resume(), 'end');
    socket.end();
    assert.equal((await tests.ended(server, id)).failure, undefined);
    await end;
    await eventSeen(server, 'peerClosed');
    assert.deepEqual((await eventCodes(server)).slice(-2), ['videoEnded', 'peerClosed']);
  });

  it('ends when we end, disconnect or close', async () => {
    const ends: ((endpoint: string, peer: string) => unknown)[] = [
      (endpoint, peer) => tests.engine.end(endpoint, peer),
      (endpoint, peer) => tests.engine.disconnect(endpoint, peer),
      (endpoint, peer) => tests.engine.reset(endpoint, peer),
      endpoint => tests.engine.close(endpoint),
    ];
    for (const end of ends) {
      const { server, socket, peer } = await tests.connection();
      const { id } = await tests.engine.startVideo(server.id, pattern);
      await new Frames(socket).picture();
      await end(server.id, peer);
      assert.equal((await tests.ended(server, id)).failure, undefined);
    }
  });

  it('does not outlive an endpoint that is closed while it starts', async () => {
    const server = await tests.server();
    const closing = tests.engine.close(server.id);
    const { id } = await tests.engine.startVideo(server.id, { ...pattern, toNewPeers: true });
    await closing;
    assert.deepEqual(
      (await tests.engine.videos(server.id)).map(video => [video.id, video.state]),
      [[id, 'ended']],
    );
  });

  it('can be viewed by its sender', async () => {
    const server = await tests.server();
    const { id } = await tests.engine.startVideo(server.id, { ...pattern, toNewPeers: true });
    const { number, format, width, bytes } = await tests.picture(id);
    assert.deepEqual([format, width, bytes.length], ['I420', 64, 64 * 48 * 1.5]);
    await tests.seen(server, id, ({ state, height }) => state === 'waiting' && height === 48);
    assert.ok((await tests.picture(id, number)).number > number);
    assert.equal((await tests.engine.snapshotPicture(id)).mediaType, 'image/png');
    const waiting = tests.engine.videoPicture(id, Number.MAX_SAFE_INTEGER);
    await tests.engine.stopVideo(id);
    assert.equal(await waiting, undefined);
  });

  it('is rejected if it makes no sense', async () => {
    const server = await tests.server();
    const wrong = [{ width: 0 }, { height: 1.5 }, { fps: 0 }, { fps: 1000 }, { quality: 101 }, { width: 63 }];
    for (const one of wrong) {
      const options = { ...pattern, toNewPeers: true, ...one };
      await assert.rejects(tests.engine.startVideo(server.id, options), RangeError);
    }
    const udp = await tests.endpoints.open({ kind: 'udp', address: ':0' });
    await assert.rejects(tests.engine.startVideo(udp.id, pattern), { code: 'NOT_A_STREAM' });
  });
});
