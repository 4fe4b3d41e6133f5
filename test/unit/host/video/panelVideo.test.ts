import assert from 'node:assert/strict';
import type { Captures } from '../../../../src/host/video/captures.ts';
import { panelVideo } from '../../../../src/host/video/panelVideo.ts';
import type { CaptureView } from '../../../../src/protocol/videoCalls.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('a video shown by a page', () => {
  const shown = (video: ReturnType<typeof videoSnapshot>, view?: CaptureView) =>
    panelVideo(video, { view: id => (id === video.id ? view : undefined) } as Captures);

  it('explains why it ended', () => {
    const failure = { code: 'ENGINE_STOPPED', params: { detail: 'out of\u202e memory' } } as const;
    const video = videoSnapshot({ state: 'ended', failure });
    const problem = 'Portside’s engine stopped unexpectedly (out of\\u{202e} memory). Restart the endpoint.';
    assert.deepEqual(shown(video), { ...video, problem });
  });

  it('includes the state of the camera that feeds it', () => {
    const view = { kind: 'camera', state: 'running', method: 'Panel', device: 'HD Webcam' } as const;
    assert.deepEqual(shown(videoSnapshot(), view), { ...videoSnapshot(), capture: view });
    const troubled = {
      kind: 'camera',
      state: 'troubled',
      method: 'Panel',
      device: 'H\x1bD',
      problem: 'no\u202e',
    } as const;
    assert.deepEqual(shown(videoSnapshot(), troubled).capture, {
      ...troubled,
      device: 'H\\eD',
      problem: 'no\\u{202e}',
    });
  });

  it('is otherwise unchanged', () => assert.deepEqual(shown(videoSnapshot()), videoSnapshot()));
});
