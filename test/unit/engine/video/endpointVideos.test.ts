import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { seen } from '../../../support/openEndpoint.ts';
import { pickledFrame, variedPicture } from '../../../support/videoFrames.ts';
import { pattern, VideoTests } from '../../../support/videoTests.ts';

const frame = pickledFrame(variedPicture(64, 48));

describe('an endpoint’s videos', () => {
  afterEach(() => mock.timers.reset());
  const tests = new VideoTests();
  const statesOf = async (endpoint: string) => (await tests.engine.videos(endpoint)).map(({ state }) => state);

  it('are listed by start, the last twenty ended ones along with the running ones', async () => {
    const { server, peer } = await tests.connection();
    const ids: string[] = [];
    for (let at = 0; at < 21; at++) {
      const { id } = await tests.engine.showVideo(server.id, peer);
      ids.push(id);
      await tests.engine.stopVideo(id);
    }
    const { id: running } = await tests.engine.showVideo(server.id, peer);
    assert.deepEqual(
      (await tests.engine.videos(server.id)).map(({ id }) => id),
      [...ids.slice(1), running],
    );
    await assert.rejects(() => tests.engine.stopVideo(ids[0] ?? ''), { code: 'NO_VIDEO' });
    assert.equal(await tests.engine.stopVideo(ids[1] ?? ''), false);
  });

  it('are listed before later ones that have ended while they are running', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const { server, peer } = await tests.connection();
    const first = await tests.engine.startVideo(server.id, pattern);
    mock.timers.setTime(Date.now() + 1);
    const second = await tests.engine.showVideo(server.id, peer);
    await tests.engine.stopVideo(second.id);
    mock.timers.reset();
    assert.deepEqual(
      (await tests.engine.videos(server.id)).map(({ id }) => id),
      [first.id, second.id],
    );
  });

  it('can’t be sent to an unknown or a closed peer', async () => {
    const { server, peer } = await tests.connection();
    await assert.rejects(() => tests.engine.showVideo(server.id, 'p9'), { code: 'NO_PEER' });
    await server.close();
    await assert.rejects(() => tests.engine.showVideo(server.id, peer), { code: 'NO_PEER' });
    assert.deepEqual(await statesOf(server.id), []);
  });

  it('wait for peers only if sent to all, including new ones', async () => {
    const server = await tests.server();
    const toNewPeers = { ...pattern, toNewPeers: true };
    await assert.rejects(tests.engine.startVideo(server.id, toNewPeers, { peer: 'p9' }), { code: 'NO_PEER' });
    await assert.rejects(tests.engine.startVideo(server.id, pattern, 'all'), { code: 'NO_PEER' });
    await tests.engine.startVideo(server.id, toNewPeers, 'all');
    assert.deepEqual(await statesOf(server.id), ['waiting']);
  });

  it('continue while the config changes, with larger pictures if allowed, and even if not', async () => {
    const limited = { kind: 'tcp-server', address: ':0' } as const;
    const { server, socket, video } = await tests.shown(undefined, { maxFrameBytes: frame.length });
    socket.write(frame);
    const { number: first } = await tests.picture(video);
    await tests.engine.applyConfig(server.id, { ...limited, maxFrameBytes: 2 * frame.length });
    socket.write(pickledFrame(variedPicture(80, 60)));
    const { number: second, width } = await tests.picture(video, first);
    assert.equal(width, 80);
    await tests.engine.applyConfig(server.id, { ...limited, maxFrameBytes: 1 });
    socket.write(frame);
    assert.equal((await tests.picture(video, second)).width, 64);
  });

  it('use the specified wire format, even if the first bytes indicated another', async () => {
    const { server, socket, peer } = await tests.connection();
    socket.write(frame);
    await tests.endpoints.videoRecognized(server.id);
    await seen(server, () => (server.counters.bytesIn === frame.length ? true : undefined));
    const { id } = await tests.engine.showVideo(server.id, peer, { format: 'length-prefixed', endian: 'big' });
    socket.write(pickledFrame(variedPicture(80, 60), 'big'));
    assert.equal((await tests.picture(id)).width, 80);
    assert.equal(
      (await tests.engine.showVideo(server.id, peer, { format: 'multipart' })).id,
      id,
      'it is already shown',
    );
  });

  it('end with their connection in both directions, as failures unless closed deliberately', async () => {
    const { server, socket, peer } = await tests.connection();
    const sent = await tests.engine.startVideo(server.id, pattern);
    const shown = await tests.engine.showVideo(server.id, peer);
    socket.resetAndDestroy();
    assert.equal((await tests.ended(server, shown.id)).failure?.code, 'CONNECTION_LOST');
    // The pending write may notice first.
    assert.ok((await tests.ended(server, sent.id)).failure);
  });

  it('all end when the endpoint is closed, without a failure', async () => {
    const { server, peer } = await tests.connection();
    await tests.engine.startVideo(server.id, pattern);
    await tests.engine.showVideo(server.id, peer);
    await server.close();
    assert.deepEqual(
      (await tests.engine.videos(server.id)).map(({ state, failure }) => [state, failure]),
      [
        ['ended', undefined],
        ['ended', undefined],
      ],
    );
  });
});
