import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Decoder, Frame } from '../../../../src/core/framing/framing.ts';
import { lengthPrefix } from '../../../../src/core/framing/lengthPrefix.ts';
import type { Picture } from '../../../../src/core/video/picture.ts';
import { readTestPattern } from '../../../../src/core/video/testPattern.ts';
import { type Endian, lengthPrefixBytes } from '../../../../src/core/video/videoLength.ts';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { buffersAbove, collectGarbage } from '../../../support/collectGarbage.ts';
import { eventCodes, eventSeen, framesOf, seen } from '../../../support/openEndpoint.ts';
import { variedPicture } from '../../../support/videoFrames.ts';
import { eventsOf, pattern, VideoTests } from '../../../support/videoTests.ts';

const pushed = { ...pattern, source: { kind: 'pushed' }, fps: 240 } as const;
const rgba = (picture: Picture) =>
  ({ width: picture.width, height: picture.height, format: 'RGBA', bytes: picture.pixels }) as const;

function framesDecoder(endian: Endian): Decoder {
  return lengthPrefix({ lengthPrefix: { bytes: lengthPrefixBytes, endian } }).decoder(64 * 1024 * 1024);
}

/** A receiver of video as tests need one: gives frame by frame. */
class Frames {
  readonly #socket: Socket;
  readonly #decoder: Decoder;
  readonly #waiting: Frame[] = [];

  constructor(socket: Socket, endian: Endian = 'little') {
    this.#socket = socket;
    this.#decoder = framesDecoder(endian);
  }

  async next(): Promise<Uint8Array> {
    while (this.#waiting.length === 0) {
      const [chunk] = await once(this.#socket, 'data');
      this.#waiting.push(...this.#decoder.push(chunk as Buffer, 0));
    }
    return this.#waiting.shift()?.bytes ?? new Uint8Array();
  }

  async picture(): Promise<Picture> {
    const payload = videoPayload(await this.next());
    assert.equal(payload.kind, 'picture');
    return (payload as { picture: Picture }).picture;
  }
}

describe('sent video', () => {
  const tests = new VideoTests();

  it('is pickled pictures behind their length, each newer than the one before', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.videos.start(server.id, pattern);
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
    tests.engine.videos.stop(id);
    assert.equal((await tests.ended(server, id)).failure, undefined);
    assert.deepEqual((await eventCodes(server)).slice(-2), ['videoStarted', 'videoEnded']);
  });

  it('has the length that is asked for, and JPEG', async () => {
    const { server, socket } = await tests.connection();
    await tests.engine.videos.start(server.id, { ...pattern, codec: 'jpeg', endian: 'big', quality: 50 });
    const payload = videoPayload(await new Frames(socket, 'big').next());
    assert.deepEqual(payload.kind === 'image' && [payload.image.format, payload.image.width, payload.image.isCut], [
      'jpeg',
      64,
      false,
    ]);
  });

  it('goes to all, and to those who connect later where that is asked for', async () => {
    const server = await tests.server();
    await assert.rejects(tests.engine.videos.start(server.id, pattern), { code: 'NO_PEER' });
    const { id, state } = await tests.engine.videos.start(server.id, { ...pattern, toNewPeers: true });
    assert.equal(state, 'waiting');
    const [one, other] = [await tests.bare.connect(server), await tests.bare.connect(server)];
    await Promise.all([one, other].map(socket => new Frames(socket).picture()));
    assert.equal((await tests.seen(server, id, ({ peers }) => peers.length === 2)).state, 'running');
    one.destroy();
    await tests.seen(server, id, ({ peers }) => peers.length === 1);
    other.destroy();
    await tests.seen(server, id, ({ peers, state: now }) => peers.length === 0 && now === 'waiting');
  });

  it('goes to one where one is meant, and ends with him', async () => {
    const server = await tests.server();
    const sockets = [await tests.bare.connect(server), await tests.bare.connect(server)];
    await seen(server, () => (server.counters.peers === 2 ? true : undefined));
    const [, second] = tests.engine.peers(server.id, 0, 2);
    const { id } = await tests.engine.videos.start(server.id, pattern, { peer: second?.id ?? '' });
    await new Frames(sockets[1] as Socket).picture();
    sockets[1]?.resetAndDestroy();
    const { failure, peers } = await tests.ended(server, id);
    assert.ok(failure, 'nobody ended it');
    assert.deepEqual(
      peers.map(peer => peer.id),
      [second?.id],
    );
    assert.equal(sockets[0]?.bytesRead, 0);
  });

  it('ends without a failure when the receiver ends, and our end follows', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.videos.start(server.id, pattern);
    await new Frames(socket).picture();
    const end = once(socket.resume(), 'end');
    socket.end();
    assert.equal((await tests.ended(server, id)).failure, undefined);
    await end;
    await eventSeen(server, 'peerClosed');
    assert.deepEqual((await eventCodes(server)).slice(-3), ['peerEnded', 'videoEnded', 'peerClosed']);
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
      const { id } = await tests.engine.videos.start(server.id, pattern);
      await new Frames(socket).picture();
      await end(server.id, peer);
      assert.equal((await tests.ended(server, id)).failure, undefined);
    }
  });

  it('does not outlive an endpoint that is closed while it begins', async () => {
    const server = await tests.server();
    const closing = tests.engine.close(server.id);
    const { id } = await tests.engine.videos.start(server.id, { ...pattern, toNewPeers: true });
    await closing;
    assert.deepEqual(
      tests.engine.videos.of(server.id).map(video => [video.id, video.state]),
      [[id, 'ended']],
    );
  });

  it('has the direction: chat is refused, and goes again when it is muted', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.videos.start(server.id, pattern);
    await new Frames(socket).picture();
    await assert.rejects(server.send('chat'), { code: 'BUSY' });
    tests.engine.videos.mute(id, true);
    assert.equal((await tests.seen(server, id, ({ state }) => state === 'muted')).fps, 0);
    await server.send('chat');
    const { frames } = await tests.seen(server, id, () => true);
    await tests.picture(id);
    tests.engine.videos.mute(id, false);
    await tests.seen(server, id, now => now.state === 'running' && now.frames > frames);
    await assert.rejects(server.send('chat'), {
      code: 'BUSY',
      params: { address: tests.engine.peers(server.id, 0, 1)[0]?.address, carries: 'video' },
    });
  });

  it('waits for what has the direction before, and can be stopped meanwhile', async () => {
    const { server, socket } = await tests.connection();
    const first = await tests.engine.videos.start(server.id, pattern);
    await new Frames(socket).picture();
    const second = await tests.engine.videos.start(server.id, pattern);
    const third = await tests.engine.videos.start(server.id, pattern);
    tests.engine.videos.stop(second.id);
    await tests.ended(server, second.id);
    assert.equal((await tests.seen(server, third.id, () => true)).state, 'waiting');
    tests.engine.videos.stop(first.id);
    await tests.seen(server, third.id, ({ state }) => state === 'running');
    assert.deepEqual((await eventsOf(server, 'videoStarted')).length, 2);
  });

  it('can be seen by whoever sends it', async () => {
    const server = await tests.server();
    const { id } = await tests.engine.videos.start(server.id, { ...pattern, toNewPeers: true });
    const { number, format, width, bytes } = await tests.picture(id);
    assert.deepEqual([format, width, bytes.length], ['I420', 64, 64 * 48 * 1.5]);
    await tests.seen(server, id, ({ state, height }) => state === 'waiting' && height === 48);
    assert.ok((await tests.picture(id, number)).number > number);
    assert.equal((await tests.engine.videos.file(id)).mediaType, 'image/png');
    const waiting = tests.engine.videos.picture(id, Number.MAX_SAFE_INTEGER);
    tests.engine.videos.stop(id);
    assert.equal(await waiting, undefined);
  });

  it('skips what comes while a receiver does not read, and goes on with the newest', async () => {
    const { server, socket } = await tests.connection();
    socket.pause();
    const large = { ...pattern, width: 1280, height: 720 };
    const { id } = await tests.engine.videos.start(server.id, large);
    const frameBytes = 1280 * 720 * 3;
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    const stuck = await tests.seen(server, id, ({ skipped }) => skipped >= 50);
    // Of fifty pictures a few.
    const few = 10 * frameBytes;
    const grown = await buffersAbove(before, few);
    assert.ok(grown < few, `${grown} bytes more`);
    const frames = new Frames(socket.resume());
    let last = 0;
    while (last <= stuck.skipped) last = readTestPattern(await frames.picture())?.frame ?? 0;
    assert.ok((await tests.seen(server, id, () => true)).frames < 50);
    const [ended] = await stopped(id);
    assert.ok((ended?.skipped ?? 0) >= 40);

    async function stopped(video: string) {
      tests.engine.videos.stop(video);
      return eventsOf(server, 'videoEnded');
    }
  });

  it('does not hold back the others when one does not read', async () => {
    const server = await tests.server();
    const [slow, fast] = [await tests.bare.connect(server), await tests.bare.connect(server)];
    slow.pause();
    await seen(server, () => (server.counters.peers === 2 ? true : undefined));
    const { id } = await tests.engine.videos.start(server.id, { ...pattern, width: 1280, height: 720, fps: 30 });
    const frames = new Frames(fast);
    for (let count = 0; count < 20; count++) await frames.next();
    const { frames: sent } = await tests.seen(server, id, () => true);
    assert.ok(sent >= 20);
  });

  it('stays whole when it is stopped in the middle of a picture', async () => {
    const { server, socket } = await tests.connection();
    socket.pause();
    const { id } = await tests.engine.videos.start(server.id, { ...pattern, width: 1920, height: 1080 });
    await tests.seen(server, id, ({ skipped }) => skipped >= 3);
    tests.engine.videos.stop(id);
    const said = server.send('after');
    let received = Buffer.alloc(0);
    socket.on('data', chunk => {
      received = Buffer.concat([received, chunk]);
    });
    socket.resume();
    await said;
    while (!received.subarray(-5).equals(Buffer.from('after'))) await once(socket, 'data');
    assert.equal(tests.engine.videos.of(server.id).length, 1, 'it has ended once');
    const decoder = framesDecoder('little');
    const kinds = decoder.push(received, 0).map(({ bytes }) => videoPayload(bytes).kind);
    assert.ok(kinds.length > 0 && kinds.every(kind => kind === 'picture'));
    assert.deepEqual(
      decoder.end(0).map(({ bytes }) => String(Buffer.from(bytes))),
      ['after'],
    );
  });

  it('takes pictures that are handed over, no more than are asked for, the newest first', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.videos.start(server.id, { ...pushed, width: 8, height: 6 });
    const first = variedPicture(8, 6, 'rgba');
    for (let at = 3; at < first.pixels.length; at += 4) first.pixels[at] = 255;
    await tests.engine.videos.handOver(id, { ...rgba(first), capturedMs: Date.now() });
    const { order, pixels } = await new Frames(socket).picture();
    const expected = Uint8Array.from(
      { length: 8 * 6 * 3 },
      (_, at) => first.pixels[Math.floor(at / 3) * 4 + 2 - (at % 3)] ?? 0,
    );
    assert.deepEqual([order, new Uint8Array(pixels)], ['bgr', expected]);
    assert.ok((await tests.seen(server, id, ({ latencyMs }) => latencyMs !== undefined)).frames === 1);
    await assert.rejects(tests.engine.videos.handOver(id, { ...rgba(first), width: 9 }), RangeError);
    tests.engine.videos.stop(id);
    await assert.rejects(tests.engine.videos.handOver(id, rgba(first)), { code: 'NO_VIDEO' });
  });

  it('sends a JPEG that is handed over as it is', async () => {
    const { server, socket } = await tests.connection();
    const source = await tests.engine.videos.start(server.id, { ...pattern, codec: 'jpeg' });
    const jpeg = new Uint8Array(await new Frames(socket).next());
    tests.engine.videos.stop(source.id);
    const other = await tests.connection();
    const { id } = await tests.engine.videos.start(other.server.id, {
      ...pushed,
      codec: 'jpeg',
      width: 20,
      height: 20,
    });
    await tests.engine.videos.handOver(id, { width: 64, height: 48, format: 'jpeg', bytes: jpeg });
    assert.deepEqual(new Uint8Array(await new Frames(other.socket).next()), jpeg);
    assert.equal((await tests.seen(other.server, id, ({ frames }) => frames === 1)).width, 64);
    assert.deepEqual(await tests.engine.videos.file(id), { bytes: jpeg, mediaType: 'image/jpeg' });
    const cut = { width: 64, height: 48, format: 'jpeg', bytes: jpeg.subarray(0, 100) } as const;
    await assert.rejects(tests.engine.videos.handOver(id, cut), RangeError);
  });

  it('is refused where it makes no sense', async () => {
    const server = await tests.server();
    const wrong = [{ width: 0 }, { height: 1.5 }, { fps: 0 }, { fps: 1000 }, { quality: 101 }, { width: 63 }];
    for (const one of wrong) {
      const options = { ...pattern, toNewPeers: true, ...one };
      await assert.rejects(tests.engine.videos.start(server.id, options), RangeError);
    }
    const udp = await tests.endpoints.open({ kind: 'udp', address: ':0' });
    await assert.rejects(tests.engine.videos.start(udp.id, pattern), { code: 'NOT_A_STREAM' });
  });
});
