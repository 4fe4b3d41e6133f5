import assert from 'node:assert/strict';
import { CanvasRecorder, type RecorderParts } from '../../../../webview/video/canvasRecorder.ts';
import { FakeMediaRecorder, withMediaRecorder } from '../../../support/fakeMediaRecorder.ts';

const mib = 1024 * 1024;

describe('a recorder', () => {
  let kept: number[];
  let disk: PromiseWithResolvers<void> | undefined;
  let changes: number;
  let failures: unknown[];
  let media: FakeMediaRecorder;
  const settled = () => new Promise(setImmediate);

  const parts: RecorderParts = {
    keep: async bytes => {
      await disk?.promise;
      kept.push(bytes.length);
    },
    changed: () => changes++,
    failed: error => failures.push((error as Error).message),
  };
  function record(width = 640, height = 480): CanvasRecorder {
    const recorder = new CanvasRecorder(FakeMediaRecorder.canvas(width, height), parts);
    media = FakeMediaRecorder.last();
    return recorder;
  }

  withMediaRecorder();

  beforeEach(() => {
    [kept, disk, changes, failures] = [[], undefined, 0, []];
  });

  it('stores its data in order, and reports the size', async () => {
    const recorder = record();
    media.gives(3);
    media.gives(0);
    media.gives(5);
    assert.deepEqual([recorder.bytes, changes], [8, 2]);
    await settled();
    assert.deepEqual(kept, [3, 5]);
  });

  it('also stores data that arrives at its end, before it has stopped', async () => {
    const recorder = record();
    disk = Promise.withResolvers();
    media.gives(3);
    let isStopped = false;
    const stopped = recorder.stop().then(() => {
      isStopped = true;
    });
    assert.ok(media.tracks.every(({ isStopped: isTrackStopped }) => isTrackStopped));
    media.gives(4);
    media.ends();
    await settled();
    assert.ok(!isStopped);
    disk.resolve();
    await stopped;
    assert.deepEqual(kept, [3, 4]);
  });

  it('fails once if the disk is slower than the video', async () => {
    record();
    disk = Promise.withResolvers();
    media.gives(64 * mib);
    assert.deepEqual(failures, []);
    media.gives(1);
    media.gives(1);
    assert.deepEqual(failures, ['The disk is slower than the video.']);
    disk.resolve();
    await settled();
  });

  it('counts only pending data: a long recording isn’t too much', async () => {
    record();
    for (let times = 0; times < 3; times++) {
      media.gives(40 * mib);
      await settled();
    }
    assert.deepEqual(failures, []);
  });

  it('fails once if the disk or the browser fails', async () => {
    record();
    disk = Promise.withResolvers();
    media.gives(1);
    disk.reject(new Error('The disk is full.'));
    await settled();
    media.fails(new Error('The encoder broke.'));
    assert.deepEqual(failures, ['The disk is full.']);
    record();
    media.fails(new Error('The encoder broke.'));
    assert.deepEqual(failures, ['The disk is full.', 'The encoder broke.']);
  });

  it('doesn’t fail after it was stopped, and can be stopped after the browser has', async () => {
    const recorder = record();
    media.ends();
    await recorder.stop();
    media.fails(new Error('The encoder broke.'));
    assert.deepEqual([failures, media.stops], [[], 0]);
  });

  it('has a bit rate that fits the size of the picture', () => {
    record(100, 100);
    assert.equal(media.options.videoBitsPerSecond, 2_500_000);
    record(1920, 1080);
    assert.equal(media.options.videoBitsPerSecond, 1920 * 1080 * 8);
  });

  it('uses the least expensive video format that the browser supports', () => {
    record();
    assert.equal(media.options.mimeType, 'video/webm;codecs=vp8');
    FakeMediaRecorder.supported = ['video/webm'];
    record();
    assert.equal(media.options.mimeType, 'video/webm');
  });
});
