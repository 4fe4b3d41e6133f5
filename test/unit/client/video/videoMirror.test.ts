import assert from 'node:assert/strict';
import { VideoMirror } from '../../../../src/client/video/videoMirror.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('the host’s mirror of videos', () => {
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

  it('keeps the position of a video that changes', () => {
    list.take([videoSnapshot({ id: 'b', frames: 99 }), videoSnapshot({ id: 'd' })]);
    assert.deepEqual(ids(), ['a', 'b', 'd']);
    assert.equal(list.find('b')?.frames, 99);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('keeps an endpoint’s last twenty ended videos, and all running ones', () => {
    for (let at = 0; at < 100; at++) list.take([videoSnapshot({ id: `${at}`, state: 'ended' })]);
    assert.deepEqual([ids().length, ids()[0], ids()[1], ids().at(-1)], [21, 'b', '80', '99']);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('ends running videos when the engine is gone', () => {
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

  it('forgets those of removed endpoints, and returns which of them were running', () => {
    const ended = list.keepOnly(endpoint => endpoint === 'e2', 7);
    assert.deepEqual([ids(), ids('e2')], [[], ['c']]);
    assert.deepEqual(
      ended.map(({ id, state, endedMs, fps }) => [id, state, endedMs, fps]),
      [['b', 'ended', 7, 0]],
    );
  });
});
