import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readTestPattern } from '../../../../src/core/video/testPattern.ts';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { buffersAbove, collectGarbage } from '../../../support/collectGarbage.ts';
import { seen } from '../../../support/openEndpoint.ts';
import { eventsOf, pattern, VideoTests } from '../../../support/videoTests.ts';
import { Frames, framesDecoder } from './sentFrames.ts';

describe('a video sender', () => {
  const tests = new VideoTests();

  it('owns the direction: chat is rejected, and works again when it is muted', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.startVideo(server.id, pattern);
    await new Frames(socket).picture();
    await assert.rejects(server.send('chat'), { code: 'BUSY' });
    await tests.engine.muteVideo(id, true);
    assert.equal((await tests.seen(server, id, ({ state }) => state === 'muted')).fps, 0);
    await server.send('chat');
    const { frames } = await tests.seen(server, id, () => true);
    await tests.picture(id);
    await tests.engine.muteVideo(id, false);
    await tests.seen(server, id, now => now.state === 'running' && now.frames > frames);
    await assert.rejects(server.send('chat'), {
      code: 'BUSY',
      params: { address: (await tests.engine.peers(server.id, 0, 1))[0]?.address, carries: 'video' },
    });
  });

  it('waits for the current owner of the direction, and can be stopped meanwhile', async () => {
    const { server, socket } = await tests.connection();
    const first = await tests.engine.startVideo(server.id, pattern);
    await new Frames(socket).picture();
    const second = await tests.engine.startVideo(server.id, pattern);
    const third = await tests.engine.startVideo(server.id, pattern);
    await tests.engine.stopVideo(second.id);
    await tests.ended(server, second.id);
    assert.equal((await tests.seen(server, third.id, () => true)).state, 'waiting');
    await tests.engine.stopVideo(first.id);
    await tests.seen(server, third.id, ({ state }) => state === 'running');
    assert.deepEqual((await eventsOf(server, 'videoStarted')).length, 2);
  });

  it('keeps no connection whose peer has ended its side and doesn’t read', async () => {
    const { server, socket } = await tests.connection();
    socket.pause();
    const { id } = await tests.engine.startVideo(server.id, { ...pattern, width: 1280, height: 720 });
    await tests.seen(server, id, ({ skipped }) => skipped >= 25);
    socket.end();
    await seen(server, () => (server.counters.peers === 0 ? true : undefined));
  }).timeout(20_000);

  it('skips pictures while a receiver does not read, and continues with the newest', async () => {
    const { server, socket } = await tests.connection();
    socket.pause();
    const large = { ...pattern, width: 1280, height: 720 };
    const { id } = await tests.engine.startVideo(server.id, large);
    const frameBytes = 1280 * 720 * 3;
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    const stuck = await tests.seen(server, id, ({ skipped }) => skipped >= 25);
    // A few of twenty-five pictures.
    const few = 10 * frameBytes;
    const grown = await buffersAbove(before, few);
    assert.ok(grown < few, `${grown} bytes more`);
    const frames = new Frames(socket.resume());
    let last = 0;
    while (last <= stuck.skipped) last = readTestPattern(await frames.picture())?.frame ?? 0;
    assert.ok((await tests.seen(server, id, () => true)).frames < 50);
    const [ended] = await stopped(id);
    assert.ok((ended?.skipped ?? 0) >= 20);

    async function stopped(video: string) {
      await tests.engine.stopVideo(video);
      return eventsOf(server, 'videoEnded');
    }
  });

  it('does not delay the others when one does not read', async () => {
    const server = await tests.server();
    const [slow, fast] = [await tests.bare.connect(server), await tests.bare.connect(server)];
    slow.pause();
    await seen(server, () => (server.counters.peers === 2 ? true : undefined));
    const { id } = await tests.engine.startVideo(server.id, { ...pattern, width: 640, height: 480 });
    const frames = new Frames(fast);
    for (let count = 0; count < 20; count++) await frames.next();
    const { frames: sent } = await tests.seen(server, id, () => true);
    assert.ok(sent >= 20);
  });

  it('completes a picture when it is stopped in the middle', async () => {
    const { server, socket } = await tests.connection();
    socket.pause();
    const { id } = await tests.engine.startVideo(server.id, { ...pattern, width: 1280, height: 720 });
    await tests.seen(server, id, ({ skipped }) => skipped >= 3);
    await tests.engine.stopVideo(id);
    const sent = server.send('after');
    const chunks: Buffer[] = [];
    socket.on('data', chunk => chunks.push(chunk));
    socket.resume();
    await sent;
    while (!String(chunks.at(-1)).endsWith('after')) await once(socket, 'data');
    const received = Buffer.concat(chunks);
    assert.equal((await tests.engine.videos(server.id)).length, 1, 'it has ended once');
    const decoder = framesDecoder('little');
    const kinds = decoder.push(received, 0).map(({ bytes }) => videoPayload(bytes).kind);
    assert.ok(kinds.length > 0 && kinds.every(kind => kind === 'picture'));
    assert.deepEqual(
      decoder.end(0).map(({ bytes }) => String(Buffer.from(bytes))),
      ['after'],
    );
  });
});
