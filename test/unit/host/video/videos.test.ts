import assert from 'node:assert/strict';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('the host’s videos', () => {
  let fake: FakeVideos;
  let reported: string[];

  beforeEach(() => {
    fake = new FakeVideos('e1', 'e2');
    reported = [];
    fake.videos.onDidChange(changed => reported.push(...changed.map(({ id, state }) => `${id} ${state}`)));
  });

  const known = () => fake.videos.known.map(({ id }) => id);

  it('are those that the engine reports', () => {
    fake.report(videoSnapshot({ id: 'a' }), videoSnapshot({ id: 'b', endpoint: 'e2' }));
    assert.deepEqual(reported, ['a running', 'b running']);
    assert.equal(fake.videos.find('b').endpoint, 'e2');
    assert.throws(() => fake.videos.find('c'), { code: 'NO_VIDEO' });
  });

  it('end with their engine', () => {
    fake.report(videoSnapshot({ id: 'a' }), videoSnapshot({ id: 'b', endpoint: 'e2' }));
    fake.change('e1', { state: 'failed', failure: { code: 'ECONNRESET', params: {} } });
    assert.equal(reported.length, 2);
    fake.stopEngine('e1');
    fake.stopEngine('e1');
    assert.deepEqual(reported.slice(2), ['a ended']);
    assert.equal(fake.videos.find('a').failure?.code, 'ENGINE_STOPPED');
  });

  it('end with their endpoint, which is reported, and stay removed if the engine reports them late', () => {
    fake.report(videoSnapshot({ id: 'a' }), videoSnapshot({ id: 'b', endpoint: 'e2' }));
    fake.remove('e1');
    fake.report(videoSnapshot({ id: 'a' }));
    assert.deepEqual(reported.slice(2), ['a ended']);
    assert.deepEqual(known(), ['b']);
  });

  it('of an endpoint are what its engine reports, or the last known ones if the engine doesn’t have it anymore', async () => {
    fake.engine.videos = async () => [videoSnapshot({ id: 'a' })];
    assert.equal((await fake.videos.of('e1')).length, 1);
    fake.listed.clear();
    fake.engine.videos = () => Promise.reject(new Error('it holds none'));
    assert.equal((await fake.videos.of('e1')).length, 1);
  });

  it('that start are known when they are listed, according to the answer: it is newer than any earlier announcement', async () => {
    const wire = { format: 'multipart' } as const;
    const shown = await fake.videos.show('e1', 'p1', wire);
    assert.deepEqual(fake.calls, [['showVideo', 'e1', 'p1', wire]]);
    assert.deepEqual(known(), [shown.id]);
    fake.engine.startVideo = async () => {
      fake.report(videoSnapshot({ id: 'sent', state: 'waiting' }));
      return videoSnapshot({ id: 'sent', state: 'ended' });
    };
    const options = { source: { kind: 'pushed' }, label: '', codec: 'jpeg', width: 2, height: 2, fps: 1 } as const;
    await fake.videos.start('e1', options);
    assert.equal(fake.videos.find('sent').state, 'ended');
    assert.deepEqual(reported, [`${shown.id} running`, 'sent waiting', 'sent ended']);
  });

  it('are no longer watched after the window', () => {
    fake.videos.dispose();
    fake.report(videoSnapshot({ id: 'a' }));
    assert.deepEqual(known(), []);
  });
});
