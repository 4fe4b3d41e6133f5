import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { VideoSnapshot } from '../../../../src/core/video/video.ts';
import type { Endpoint } from '../../../../src/engine/endpoints/endpoint.ts';
import { EngineVideos } from '../../../../src/engine/video/engineVideos.ts';

const snapshotOf = (id: string, state: VideoSnapshot['state'] = 'running') => ({ id, state }) as VideoSnapshot;

describe('the videos of all endpoints', () => {
  /** What running videos were told to do. */
  let told: unknown[];
  let announced: string[][];
  let endpoints: Map<string, Endpoint>;
  let ended: VideoSnapshot[];
  let videos: EngineVideos;

  /** A running video, which does nothing. */
  const running = (snapshot: VideoSnapshot) => ({
    snapshot,
    stop: () => told.push(['stop', snapshot.id]),
    mute: (isMuted: boolean) => told.push(['mute', isMuted]),
    picture: async (after: number) => ({ number: after + 1 }),
    file: async () => ({ mediaType: 'image/png' }),
    handOver: async () => void told.push('handed over'),
  });
  const endpointWith = (snapshot: VideoSnapshot) => {
    const video = running(snapshot);
    const find = (id: string) => (id === snapshot.id ? snapshot : ended.find(one => one.id === id));
    return {
      videos: { running: (id: string) => (id === snapshot.id ? video : undefined), find },
    } as unknown as Endpoint;
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    told = [];
    announced = [];
    ended = [snapshotOf('over', 'ended')];
    endpoints = new Map([
      ['e', endpointWith(snapshotOf('a'))],
      ['f', endpointWith(snapshotOf('b', 'muted'))],
    ]);
    const find = (id: string) => {
      const endpoint = endpoints.get(id);
      if (!endpoint) throw new SocketError('NO_ENDPOINT');
      return endpoint;
    };
    videos = new EngineVideos(find, endpoints, {
      videosChanged: all => announced.push(all.map(({ id, state }) => `${id} ${state}`)),
    });
  });
  afterEach(() => mock.timers.reset());

  it('are told to stop once, whichever endpoint they are of', () => {
    assert.deepEqual([videos.stop('b'), videos.stop('over')], [true, false]);
    assert.deepEqual(told, [['stop', 'b']]);
  });

  it('are muted and unmuted in turns if nobody says which', () => {
    videos.mute('a');
    videos.mute('b');
    videos.mute('b', true);
    videos.mute('over', true);
    assert.deepEqual(told, [
      ['mute', true],
      ['mute', false],
      ['mute', true],
    ]);
  });

  it('give pictures while they run, and none when they have ended', async () => {
    assert.equal((await videos.picture('b', 4))?.number, 5);
    assert.equal(await videos.picture('over', 0), undefined);
    assert.equal((await videos.file('a')).mediaType, 'image/png');
    await assert.rejects(videos.file('over'), { code: 'NO_VIDEO' });
    const pushed = { width: 1, height: 1, format: 'RGBA', bytes: new Uint8Array(4) } as const;
    await videos.handOver('a', pushed);
    await assert.rejects(videos.handOver('over', pushed), { code: 'NO_VIDEO' });
  });

  it('are none that never were, nor of an endpoint that isn’t there', async () => {
    assert.throws(() => videos.stop('none'), { code: 'NO_VIDEO' });
    assert.throws(() => videos.mute('none'), { code: 'NO_VIDEO' });
    await assert.rejects(videos.picture('none', 0), { code: 'NO_VIDEO' });
    assert.throws(() => videos.of('none'), { code: 'NO_ENDPOINT' });
    assert.throws(() => videos.show('none', 'p1'), { code: 'NO_ENDPOINT' });
  });

  it('are announced together, at most ten times a second, those that ended with how they ended', () => {
    videos.changed('a');
    videos.changed('gone', snapshotOf('gone', 'ended'));
    videos.changed('forgotten');
    mock.timers.tick(0);
    assert.deepEqual(announced, [['a running', 'gone ended']]);
    videos.changed('gone');
    videos.changed('b');
    mock.timers.tick(99);
    assert.equal(announced.length, 1);
    mock.timers.tick(1);
    assert.deepEqual(announced[1], ['b muted']);
  });
});
