import assert from 'node:assert/strict';
import { VideoSignals } from '../../../../webview/video/videoLink.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('what the host reports about videos', () => {
  it('reaches each listener of its kind, until that stops', () => {
    const signals = new VideoSignals();
    const task = { title: 'a', kind: 'camera', width: 4, height: 2, fps: 10, encoding: 'I420' } as const;
    const { videosChanged, recordWanted, captureWanted } = signals.receivers;
    const heard: unknown[] = [];
    const stops = [
      signals.onVideosChanged(videos => heard.push(videos.map(({ id }) => id))),
      signals.onRecordWanted(wanted => heard.push(wanted)),
      signals.onCaptureWanted(wanted => heard.push(wanted)),
    ];
    videosChanged([videoSnapshot()]);
    recordWanted('r1', null);
    captureWanted('v1', null);
    captureWanted('v2', task);
    assert.deepEqual(heard, [
      ['v1'],
      { recording: 'r1', video: null },
      { video: 'v1', task: null },
      { video: 'v2', task },
    ]);
    for (const stop of stops) stop();
    videosChanged([]);
    recordWanted('r1', 'v1');
    captureWanted('v2', null);
    assert.equal(heard.length, 4);
  });
});
