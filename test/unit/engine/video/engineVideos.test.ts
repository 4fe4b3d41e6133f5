import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { VideoSnapshot } from '../../../../src/core/video/video.ts';
import type { Endpoint } from '../../../../src/engine/endpoints/endpoint.ts';
import { EngineVideos } from '../../../../src/engine/video/engineVideos.ts';

const snapshotOf = (id: string, state: VideoSnapshot['state'] = 'running') => ({ id, state }) as VideoSnapshot;

describe('all endpoints’ videos', () => {
  /** The requests to running videos. */
  let requested: unknown[];
  let announced: string[][];
  let endpoints: Map<string, Endpoint>;
  let ended: VideoSnapshot[];
  let videos: EngineVideos;

  /** A running video, which does nothing. */
  const running = (snapshot: VideoSnapshot) => ({
    snapshot,
    stop: () => requested.push(['stop', snapshot.id]),
    mute: (isMuted: boolean) => requested.push(['mute', isMuted]),
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
    requested = [];
    announced = [];
    ended = [snapshotOf('over', 'ended')];
    endpoints = new Map([
      ['e', endpointWith(snapshotOf('a'))],
      ['f', endpointWith(snapshotOf('b', 'muted'))],
    ]);
    videos = new EngineVideos(endpoints, all => announced.push(all.map(({ id, state }) => `${id} ${state}`)));
  });
  afterEach(() => mock.timers.reset());

  it('are stopped once, whatever their endpoint', () => {
    assert.deepEqual([videos.stop('b'), videos.stop('over')], [true, false]);
    assert.deepEqual(requested, [['stop', 'b']]);
  });

  it('are muted and unmuted alternately by default', () => {
    videos.mute('a');
    videos.mute('b');
    videos.mute('b', true);
    videos.mute('over', true);
    assert.deepEqual(requested, [
      ['mute', true],
      ['mute', false],
      ['mute', true],
    ]);
  });

  it('are found while they run, and not when they have ended', () => {
    assert.equal(videos.present('a').snapshot.id, 'a');
    assert.equal(videos.running('b')?.snapshot.id, 'b');
    assert.equal(videos.running('over'), undefined);
    assert.throws(() => videos.present('over'), { code: 'NO_VIDEO' });
  });

  it('are not found if they never existed', () => {
    for (const act of ['stop', 'mute', 'running', 'present'] as const)
      assert.throws(() => videos[act]('none'), { code: 'NO_VIDEO' });
  });

  it('are announced together, at most ten times a second, ended ones with their outcome', () => {
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
