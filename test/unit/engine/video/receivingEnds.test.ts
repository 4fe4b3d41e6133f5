import assert from 'node:assert/strict';
import { eventSeen, framesOf, seen } from '../../../support/openEndpoint.ts';
import { paramsOf } from '../../../support/paramsOf.ts';
import { pickledFrame, variedPicture } from '../../../support/videoFrames.ts';
import { eventsOf, type ShownVideo, VideoTests } from '../../../support/videoTests.ts';

const frame = pickledFrame(variedPicture(64, 48));

describe('the end of received video', () => {
  const tests = new VideoTests();

  it('comes with the first bogus length: what follows are chunks, and the connection stays', async () => {
    const { server, socket, video } = await tests.shown({ format: 'length-prefixed', endian: 'little' });
    socket.write(frame);
    await tests.picture(video);
    const bogus = Buffer.from('0000000000000080', 'hex');
    socket.write(Buffer.concat([bogus, Buffer.from('and more')]));
    const { failure, endedMs } = await tests.ended(server, video);
    assert.deepEqual([failure?.code, endedMs !== undefined], ['NOT_VIDEO', true]);
    assert.equal(await tests.engine.videoPicture(video, 1), undefined);
    const broken = await eventsOf(server, 'brokenLengthPrefix');
    assert.deepEqual(broken, [
      { code: 'brokenLengthPrefix', length: String(2n ** 63n), maxFrameBytes: 16 * 1024 * 1024 },
    ]);
    socket.write('chat');
    await seen(server, async () =>
      (await framesOf(server, 'in')).join('').endsWith('and morechat') ? true : undefined,
    );
    assert.equal(server.counters.peers, 1);
  });

  it('is reported once for a bogus length, even if the framing also meets it', async () => {
    const framing = { lengthPrefix: { bytes: 8, endian: 'little' } } as const;
    const { server, socket, video } = await tests.shown({ format: 'length-prefixed', endian: 'little' }, { framing });
    socket.write(Buffer.alloc(8, 0xff));
    await tests.ended(server, video);
    assert.equal((await eventsOf(server, 'brokenLengthPrefix')).length, 1);
  });

  it('has no failure when we disconnect, or close', async () => {
    for (const end of [
      (endpoint: string, peer: string) => tests.engine.disconnect(endpoint, peer),
      (endpoint: string) => tests.engine.close(endpoint),
    ]) {
      const { server, socket, peer, video } = await tests.shown();
      socket.write(frame);
      await tests.picture(video);
      await end(server.id, peer);
      assert.equal((await tests.ended(server, video)).failure, undefined);
    }
  });

  it('comes with a length beyond the largest frame', async () => {
    const limit = frame.length - 8;
    for (const [maxFrameBytes, isFine] of [
      [limit, true],
      [limit - 1, false],
    ] as const) {
      const { server, socket, video } = await tests.shown(
        { format: 'length-prefixed', endian: 'little' },
        { maxFrameBytes },
      );
      socket.write(frame);
      if (isFine) await tests.picture(video);
      else {
        const { failure } = await tests.ended(server, video);
        assert.deepEqual(failure, {
          code: 'PICTURE_TOO_LARGE',
          params: { address: paramsOf(failure).address, bytes: limit, maxFrameBytes },
        });
        assert.deepEqual(await eventsOf(server, 'pictureTooLarge'), [
          { code: 'pictureTooLarge', bytes: limit, maxFrameBytes },
        ]);
      }
    }
  });

  it('explains why pictures longer than a frame may be are not offered until the limit is raised', async () => {
    const limit = frame.length - 9;
    const { server, socket, peer } = await tests.connection({ maxFrameBytes: limit });
    socket.write(frame);
    await eventSeen(server, 'pictureTooLarge');
    const tooLarge = { bytes: limit + 1, maxFrameBytes: limit };
    assert.deepEqual(await eventsOf(server, 'pictureTooLarge'), [{ code: 'pictureTooLarge', ...tooLarge }]);
    await assert.rejects(() => tests.engine.showVideo(server.id, peer), {
      code: 'PICTURE_TOO_LARGE',
      params: { address: (await tests.engine.peers(server.id, 0, 1))[0]?.address, ...tooLarge },
    });
    assert.deepEqual(tests.endpoints.recognized, []);
    const raised = await tests.server({ maxFrameBytes: limit + 1 });
    const again = await tests.bare.connect(raised);
    again.write(frame);
    const { endpoint, peer: sender, wire } = await tests.endpoints.videoRecognized(raised.id);
    const { id } = await tests.engine.showVideo(endpoint, sender, wire);
    again.write(frame);
    assert.equal((await tests.picture(id)).width, 64);
  });

  it('is reported once for a picture that is too long, even if the framing also meets its length', async () => {
    const framing = { lengthPrefix: { bytes: 8, endian: 'little' } } as const;
    const { server, socket } = await tests.connection({ maxFrameBytes: 1000, framing });
    socket.write(frame);
    await eventSeen(server, 'brokenLengthPrefix');
    assert.deepEqual(await eventsOf(server, 'pictureTooLarge'), []);
  });

  it('comes when the first bytes can’t be video, and leaves them to the framing', async () => {
    const { server, socket, video } = await tests.shown();
    socket.write('hello, this is no video');
    assert.equal((await tests.ended(server, video)).failure?.code, 'NOT_VIDEO');
    assert.deepEqual(await framesOf(server, 'in'), ['hello, this is no video']);
  });

  it('comes with the end of the stream, and reports what is left of a picture', async () => {
    const { server, socket, video } = await tests.shown();
    socket.end(Buffer.concat([frame, frame.subarray(0, 100)]));
    const { failure, frames } = await tests.ended(server, video);
    assert.deepEqual([failure, frames], [undefined, 1]);
    assert.deepEqual(await eventsOf(server, 'unterminatedFrame'), [{ code: 'unterminatedFrame', bytes: 100 }]);
    const [end] = await eventsOf(server, 'videoEnded');
    assert.deepEqual([end?.direction, end?.frames, end?.bytes], ['in', 1, frame.length + 100]);
  });

  it('leaves what was too short to be video to the framing, whichever side ends it', async () => {
    for (const end of [
      ({ socket }: ShownVideo) => void socket.end(),
      ({ video }: ShownVideo) => tests.engine.stopVideo(video),
    ]) {
      const shown = await tests.shown();
      const { server, socket, video } = shown;
      socket.write('hello');
      await tests.seen(server, video, ({ bytes }) => bytes === 5);
      end(shown);
      await tests.ended(server, video);
      assert.deepEqual(await framesOf(server, 'in'), ['hello']);
    }
  });

  it('comes when the peer resets in the middle of a picture, and is reported to waiting viewers', async () => {
    const { server, socket, video } = await tests.shown();
    socket.write(Buffer.concat([frame, frame.subarray(0, 100)]));
    const { number } = await tests.picture(video);
    const next = tests.engine.videoPicture(video, number);
    socket.resetAndDestroy();
    assert.equal(await next, undefined);
    assert.equal((await tests.ended(server, video)).failure?.code, 'CONNECTION_LOST');
    await eventSeen(server, 'peerReset');
  });

  it('returns the bytes to the framing, and can show them again from the next picture on', async () => {
    const { server, socket, peer, video } = await tests.shown();
    socket.write(Buffer.concat([frame, frame.subarray(0, 100)]));
    await tests.seen(server, video, ({ bytes }) => bytes === frame.length + 100);
    await tests.engine.stopVideo(video);
    await tests.engine.stopVideo(video);
    socket.write(frame.subarray(100, 200));
    await seen(server, async () => ((await framesOf(server, 'in')).length > 0 ? true : undefined));
    const again = (await tests.engine.showVideo(server.id, peer)).id;
    socket.write(Buffer.concat([frame.subarray(200), pickledFrame(variedPicture(80, 60))]));
    assert.equal((await tests.picture(again)).width, 80);
    assert.deepEqual(
      (await tests.engine.videos(server.id)).map(({ id, state }) => [id, state]),
      [
        [video, 'ended'],
        [again, 'running'],
      ],
    );
  });

  it('is already known if the peer ended before it is shown', async () => {
    const pending = Buffer.alloc(64 * 1024 * 1024);
    const { server, socket, peer } = await tests.connection({ maxQueuedBytes: pending.length });
    // Our side stays open while the peer doesn't read this.
    const sent = server.send(pending);
    socket.end(frame);
    await eventSeen(server, 'peerEnded');
    const { id, state, failure, wire } = await tests.engine.showVideo(server.id, peer);
    assert.deepEqual([state, failure], ['ended', undefined]);
    assert.deepEqual(wire, { format: 'length-prefixed', endian: 'little' });
    assert.equal(await tests.engine.videoPicture(id, 0), undefined);
    assert.deepEqual(
      (await tests.engine.videos(server.id)).map(video => [video.id, video.state]),
      [[id, 'ended']],
    );
    socket.resetAndDestroy();
    await assert.rejects(sent);
  });
});
