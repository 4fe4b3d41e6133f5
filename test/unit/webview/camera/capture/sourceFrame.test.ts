import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { readFrames, readsHidden, type SourceFrame } from '../../../../../webview/camera/capture/sourceFrame.ts';
import { FakeCamera, FakeTrack } from '../../../../support/fakeCamera.ts';

describe('the frames of a track, where they are read as they are painted', () => {
  const camera = FakeCamera.use();

  afterEach(() => mock.restoreAll());

  it('are each given with the time at which they came, until that is stopped', () => {
    assert.equal(readsHidden, false);
    let now = 100;
    mock.method(performance, 'now', () => now);
    const frames: SourceFrame[] = [];
    const stop = readFrames(new FakeTrack('cam') as unknown as MediaStreamTrack, frame => frames.push(frame));
    for (now of [110, 150]) camera().frame();
    stop();
    camera().frame();
    assert.deepEqual(
      frames.map(({ capturedMs }) => capturedMs - performance.timeOrigin),
      [110, 150].map(ms => performance.timeOrigin + ms - performance.timeOrigin),
    );
  });

  it('are none where one was on its way when that was stopped', () => {
    const frames: SourceFrame[] = [];
    const stop = readFrames(new FakeTrack('cam') as unknown as MediaStreamTrack, frame => frames.push(frame));
    stop();
    camera().frame();
    assert.deepEqual(frames, []);
  });
});
