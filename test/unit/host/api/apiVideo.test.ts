import assert from 'node:assert/strict';
import { EventEmitter } from 'vscode';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { VideoOptions, VideoSnapshot } from '../../../../src/core/video/video.ts';
import { type ApiVideoParts, showApiVideo, startApiVideo } from '../../../../src/host/api/apiVideo.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('API video', () => {
  let known: VideoSnapshot[];
  let started: [VideoOptions, unknown][];
  let stopped: string[];
  let changed: EventEmitter<readonly VideoSnapshot[]>;
  let parts: ApiVideoParts;

  beforeEach(() => {
    known = [videoSnapshot()];
    started = [];
    stopped = [];
    changed = new EventEmitter();
    const stopVideo = async (id: string) => {
      stopped.push(id);
      if (id === 'gone') throw new SocketError('NO_VIDEO');
      return true;
    };
    const endpoints = fakeEndpoints([endpointSnapshot('e1', 1)], { engine: { stopVideo } as never });
    const videos = {
      endpoints,
      get known() {
        return known;
      },
      onDidChange: changed.event,
      show: async (_endpoint: string, peer: string) => videoSnapshot({ id: peer }),
      start: async (_endpoint: string, options: VideoOptions, target: unknown) => {
        started.push([options, target]);
        return videoSnapshot({ direction: 'out' });
      },
      of: async () => known,
    };
    parts = { videos } as unknown as ApiVideoParts;
  });

  const shown = (id = 'v1') => showApiVideo(parts, 'e1', id);

  it('is a test pattern by default, as sent by the tutorials’ programs', async () => {
    await startApiVideo(parts, 'e1', {});
    const [options, target] = started[0] ?? [];
    assert.deepEqual(options?.source, { kind: 'test-pattern' });
    const { codec, width, height, fps, endian, toNewPeers } = options ?? assert.fail();
    assert.deepEqual(
      { codec, width, height, fps, endian, toNewPeers },
      {
        codec: 'pickle',
        width: 640,
        height: 480,
        fps: 30,
        endian: 'little',
        toNewPeers: false,
      },
    );
    assert.equal(target, undefined);
  });

  it('is sent to the named peer, and to later ones if requested', async () => {
    await startApiVideo(parts, 'e1', { peer: 'p1', toNewPeers: true, codec: 'jpeg', fps: 5 });
    const [options, target] = started[0] ?? [];
    assert.deepEqual(target, { peer: 'p1' });
    assert.deepEqual([options?.toNewPeers, options?.codec, options?.fps], [true, 'jpeg', 5]);
  });

  it('is not started with invalid options, or on an unknown endpoint', async () => {
    await assert.rejects(startApiVideo(parts, 'e1', { fps: 0 }), {
      name: 'TypeError',
      message: /^✖ Too small: .*\n {2}→ at fps$/,
    });
    await assert.rejects(startApiVideo(parts, 'other', {}), { code: 'NO_ENDPOINT' });
    assert.deepEqual(started, []);
  });

  it('counts frames by direction', async () => {
    const video = await shown();
    assert.deepEqual([video.counters.framesIn, video.counters.framesOut], [90, 0]);
    known = [videoSnapshot({ direction: 'out', frames: 7 })];
    const sent = await startApiVideo(parts, 'e1', {});
    assert.deepEqual([sent.counters.framesIn, sent.counters.framesOut], [0, 7]);
  });

  it('has ended when it is no longer known, at zero pictures per second', async () => {
    const video = await shown();
    known = [];
    assert.equal(video.state, 'ended');
    assert.deepEqual([video.counters.framesIn, video.counters.fps], [90, 0]);
  });

  it('reports only its own changes to current subscribers', async () => {
    const video = await shown();
    const reported: unknown[] = [];
    const subscriptions: { dispose(): void }[] = [];
    video.onDidChange(
      function (this: unknown) {
        reported.push(this);
      },
      'me',
      subscriptions,
    );
    changed.fire([videoSnapshot({ id: 'other' })]);
    assert.deepEqual(reported, []);
    changed.fire([videoSnapshot({ id: 'other' }), videoSnapshot()]);
    assert.deepEqual(reported, ['me']);
    for (const one of subscriptions) one.dispose();
    changed.fire([videoSnapshot()]);
    assert.equal(reported.length, 1);
  });

  it('is stopped by the engine, which rejects with a sentence', async () => {
    await (await shown()).stop();
    assert.deepEqual(stopped, ['v1']);
    await assert.rejects((await shown('gone')).stop(), { code: 'NO_VIDEO', message: /no longer exists/ });
  });
});
