import assert from 'node:assert/strict';
import { VideoSignals } from '../../../../webview/video/videoLink.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('a host message about videos', () => {
  it('reaches each listener of its kind until unsubscribed', () => {
    const signals = new VideoSignals();
    const task = { title: 'a', kind: 'camera', width: 4, height: 2, fps: 10, encoding: 'I420' } as const;
    const { videosChanged, recordWanted, captureWanted } = signals.receivers;
    const received: unknown[] = [];
    const stops = [
      signals.onVideosChanged(videos => received.push(videos.map(({ id }) => id))),
      signals.onRecordWanted(wanted => received.push(wanted)),
      signals.onCaptureWanted(wanted => received.push(wanted)),
    ];
    videosChanged([videoSnapshot()]);
    recordWanted('r1', null);
    captureWanted('v1', null);
    captureWanted('v2', task);
    assert.deepEqual(received, [
      ['v1'],
      { recording: 'r1', video: null },
      { video: 'v1', task: null },
      { video: 'v2', task },
    ]);
    for (const stop of stops) stop();
    videosChanged([]);
    recordWanted('r1', 'v1');
    captureWanted('v2', null);
    assert.equal(received.length, 4);
  });
});
