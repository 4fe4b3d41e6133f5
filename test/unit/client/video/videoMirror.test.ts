import assert from 'node:assert/strict';
import { VideoMirror } from '../../../../src/client/video/videoMirror.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('what the host knows of videos', () => {
  const stopped = { code: 'ENGINE_STOPPED', params: { detail: '' } } as const;
  let list: VideoMirror;
  const ids = (endpoint = 'e1') => list.of(endpoint).map(({ id }) => id);

  beforeEach(() => {
    list = new VideoMirror();
    list.take([
      videoSnapshot({ id: 'a', state: 'ended' }),
      videoSnapshot({ id: 'b' }),
      videoSnapshot({ id: 'c', endpoint: 'e2' }),
    ]);
  });

  it('keeps the place of one that changes', () => {
    list.take([videoSnapshot({ id: 'b', frames: 99 }), videoSnapshot({ id: 'd' })]);
    assert.deepEqual(ids(), ['a', 'b', 'd']);
    assert.equal(list.find('b')?.frames, 99);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('keeps the twenty of an endpoint that ended last, and all that run', () => {
    for (let at = 0; at < 100; at++) list.take([videoSnapshot({ id: `${at}`, state: 'ended' })]);
    assert.deepEqual([ids().length, ids()[0], ids()[1], ids().at(-1)], [21, 'b', '80', '99']);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('ends what ran when the engine goes', () => {
    const ended = list.fail('e1', stopped, 7);
    assert.deepEqual(
      ended.map(({ id, state, endedMs, fps, bytesPerSecond, peers }) => [
        id,
        state,
        endedMs,
        fps,
        bytesPerSecond,
        peers,
      ]),
      [['b', 'ended', 7, 0, 0, []]],
    );
    assert.equal(list.find('b')?.failure, stopped);
    assert.equal(list.find('c')?.state, 'running');
  });

  it('forgets those of endpoints that are no more, and says which of them ran until then', () => {
    const ended = list.keepOnly(endpoint => endpoint === 'e2', 7);
    assert.deepEqual([ids(), ids('e2')], [[], ['c']]);
    assert.deepEqual(
      ended.map(({ id, state, endedMs, fps }) => [id, state, endedMs, fps]),
      [['b', 'ended', 7, 0]],
    );
  });
});
