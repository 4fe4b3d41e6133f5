import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { readFrames, readsHidden, type SourceFrame } from '../../../../../webview/camera/capture/sourceFrame.ts';
import { FakeCamera, FakeTrack } from '../../../../support/fakeCamera.ts';

describe('a track’s frames, read as they are painted', () => {
  const camera = FakeCamera.use();

  afterEach(() => mock.restoreAll());

  it('are each passed with their time of arrival, until stopped', () => {
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

  it('are not passed if one was on its way when stopped', () => {
    const frames: SourceFrame[] = [];
    const stop = readFrames(new FakeTrack('cam') as unknown as MediaStreamTrack, frame => frames.push(frame));
    stop();
    camera().frame();
    assert.deepEqual(frames, []);
  });
});
