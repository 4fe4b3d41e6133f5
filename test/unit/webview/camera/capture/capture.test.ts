import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { CameraPicture } from '../../../../../src/core/camera/cameraPicture.ts';
import type { CameraTask } from '../../../../../src/core/camera/cameraTask.ts';
import { Capture, type CaptureOptions } from '../../../../../webview/camera/capture/capture.ts';
import { FakeCamera, FakeTrack } from '../../../../support/fakeCamera.ts';

const task: CameraTask = { title: 'a', kind: 'camera', width: 4, height: 2, fps: 10, encoding: 'I420' };

describe('a capture', () => {
  const camera = FakeCamera.use();
  let now: number;
  let taken: CameraPicture[];
  let ended: unknown[];
  let taking: PromiseWithResolvers<void> | undefined;
  const settled = () => new Promise(setImmediate);

  const start = (more: Partial<CaptureOptions> = {}) =>
    Capture.start({
      task,
      take: async picture => {
        taken.push(picture);
        await taking?.promise;
      },
      onEnded: problem => ended.push(problem),
      ...more,
    });

  /** Delivers a frame this long after the previous one. */
  async function frame(afterMs = 100): Promise<void> {
    now += afterMs;
    camera().frame();
    await settled();
  }

  beforeEach(() => {
    [now, taken, ended, taking] = [1000, [], [], undefined];
    mock.method(performance, 'now', () => now);
  });

  afterEach(() => mock.restoreAll());

  it('asks for a camera of the task’s size and rate, or for the chosen one', async () => {
    const { device, camera: id, kind } = await start();
    assert.deepEqual([device, id, kind], ['HD Webcam', 'c1', 'camera']);
    await start({ camera: 'c2' });
    const ideal = { width: { ideal: 4 }, height: { ideal: 2 }, frameRate: { ideal: 10 } };
    assert.deepEqual(camera().wishes, [
      { audio: false, video: ideal },
      { audio: false, video: { ...ideal, deviceId: { exact: 'c2' } } },
    ]);
  });

  it('asks for a screen if requested instead', async () => {
    const { device, kind } = await start({ kind: 'screen' });
    assert.deepEqual([device, kind], ['A window', 'screen']);
    const most = { width: { max: 4 }, height: { max: 2 }, frameRate: { max: 10 } };
    assert.deepEqual(camera().wishes, [{ audio: false, video: most }]);
  });

  it('delivers pictures of the task’s size, at its rate', async () => {
    const capture = await start();
    for (let at = 0; at < 50; at++) await frame(20);
    assert.ok(Math.abs(taken.length - 10) <= 1, `${taken.length} in a second`);
    const [picture] = taken;
    assert.deepEqual([picture?.format, picture?.width, picture?.height], ['I420', 4, 2]);
    assert.equal(picture?.bytes.length, 4 * 2 * 1.5);
    assert.equal(capture.taken, taken.length);
  });

  it('skips what was not accepted in time, except the newest', async () => {
    const capture = await start();
    taking = Promise.withResolvers();
    for (let at = 0; at < 4; at++) await frame();
    assert.deepEqual([taken.length, capture.taken, capture.skipped], [1, 0, 2]);
    taking.resolve();
    await settled();
    assert.deepEqual([taken.length, capture.taken], [2, 2]);
    assert.equal(taken[1]?.capturedMs, performance.timeOrigin + 1400);
  });

  it('encodes JPEG with the task’s quality, or the default one', async () => {
    await start({ task: { ...task, encoding: 'jpeg', quality: 33 } });
    await frame();
    assert.deepEqual([taken[0]?.format, taken[0]?.bytes[0]], ['jpeg', 33]);
  });

  it('keeps the colors of a screen’s text, which camera pictures don’t need', async () => {
    await start({ kind: 'screen' });
    await frame();
    assert.deepEqual([taken[0]?.format, taken[0]?.bytes.length], ['RGBA', 4 * 2 * 4]);
  });

  it('ends when its camera is unplugged, once', async () => {
    const track = new FakeTrack('cam');
    camera().giveCamera = async () => [track];
    await start();
    track.ends();
    track.ends();
    assert.deepEqual(ended, [{ code: 'unplugged', kind: 'camera' }]);
    assert.ok(track.isStopped);
    await frame();
    assert.deepEqual(taken, []);
  });

  it('ends when its pictures are no longer accepted', async () => {
    await start({ take: async () => Promise.reject(new Error('it was cut')) });
    await frame();
    await frame();
    assert.deepEqual(ended, [{ code: 'failed', kind: 'camera', detail: 'it was cut' }]);
  });

  it('releases the camera when it is stopped, silently', async () => {
    const track = new FakeTrack('cam');
    camera().giveCamera = async () => [track];
    const capture = await start();
    capture.stop();
    track.ends();
    await frame();
    assert.deepEqual([track.isStopped, ended, taken], [true, [], []]);
  });

  it('is rejected with the browser’s reason', async () => {
    camera().giveCamera = async () => Promise.reject(new DOMException('by the user', 'NotAllowedError'));
    await assert.rejects(start(), { problem: { code: 'denied', kind: 'camera', detail: 'by the user' } });
  });

  it('is rejected if the stream has no pictures, and releases it', async () => {
    const sound = new FakeTrack('audio');
    camera().giveCamera = async () => [sound];
    await assert.rejects(start(), { problem: { code: 'none', kind: 'camera' } });
    assert.ok(sound.isStopped);
  });

  it('doesn’t ask if that is pointless', async () => {
    Object.assign(globalThis, { isSecureContext: false });
    await assert.rejects(start(), { problem: { code: 'insecure', kind: 'camera' } });
    assert.deepEqual(camera().wishes, []);
  });

  it('encodes JPEG with the default quality if none is specified', async () => {
    await start({ task: { ...task, encoding: 'jpeg' } });
    await frame();
    assert.equal(taken[0]?.bytes[0], 80);
  });

  it('delivers no picture that was being encoded when it was stopped, and reads no other', async () => {
    const capture = await start({ task: { ...task, encoding: 'jpeg' } });
    camera().frame();
    capture.stop();
    await settled();
    camera().frame();
    assert.deepEqual([taken, camera().isRead], [[], false]);
  });
});
