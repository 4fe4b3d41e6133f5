import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { CameraTask } from '../../../../src/core/camera/cameraTask.ts';
import { PageCaptures } from '../../../../webview/video/pageCaptures.ts';
import { FakeCamera, FakeTrack } from '../../../support/fakeCamera.ts';

const task: CameraTask = { title: 'a', kind: 'camera', width: 4, height: 2, fps: 10, encoding: 'I420' };
const screen: CameraTask = { ...task, kind: 'screen' };

describe('the cameras that a page uses for videos', () => {
  const camera = FakeCamera.use();
  let reported: unknown[][];
  let captures: PageCaptures;
  const settled = () => new Promise(setImmediate);

  beforeEach(() => {
    reported = [];
    captures = new PageCaptures(
      {
        captureStarted: async (...args) => void reported.push(['started', ...args]),
        captureTroubled: async (video, { code }) => void reported.push(['troubled', video, code]),
        capturedPicture: async (video, { format }) => void reported.push(['picture', video, format]),
      },
      () => undefined,
    );
  });

  it('are started on request, and their pictures are sent to the video', async () => {
    captures.want('v1', task);
    await settled();
    camera().frame();
    await settled();
    assert.deepEqual(reported, [
      ['started', 'v1', 'HD Webcam'],
      ['picture', 'v1', 'I420'],
    ]);
  });

  it('wait for a click for a screen, and again after a problem', async () => {
    camera().giveScreen = async () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    captures.want('v1', screen);
    await settled();
    assert.deepEqual([captures.waitsForClick('v1'), camera().wishes], [true, []]);
    captures.choose('v1');
    assert.equal(captures.waitsForClick('v1'), false);
    await settled();
    assert.deepEqual([captures.waitsForClick('v1'), reported], [true, [['troubled', 'v1', 'denied']]]);
  });

  it('don’t wait for a click after a problem with a camera', async () => {
    camera().giveCamera = async () => Promise.reject(new DOMException('no', 'NotReadableError'));
    captures.want('v1', task);
    await settled();
    assert.deepEqual([captures.waitsForClick('v1'), reported], [false, [['troubled', 'v1', 'busy']]]);
  });

  it('are released when no longer wanted, even while the browser is still asking', async () => {
    const track = new FakeTrack('cam');
    const given = Promise.withResolvers<FakeTrack[]>();
    camera().giveCamera = () => given.promise;
    captures.want('v1', task);
    captures.stop('v1');
    given.resolve([track]);
    await settled();
    assert.deepEqual([track.isStopped, reported], [true, []]);
  });

  it('are one per video: the new one replaces the old one', async () => {
    const tracks: FakeTrack[] = [];
    camera().giveCamera = async () => {
      const track = new FakeTrack(`cam ${tracks.length}`);
      tracks.push(track);
      return [track];
    };
    captures.want('v1', task);
    await settled();
    captures.want('v1', task);
    await settled();
    assert.deepEqual(
      tracks.map(({ isStopped }) => isStopped),
      [true, false],
    );
    tracks[0]?.ends();
    await settled();
    assert.deepEqual(reported.at(-1), ['started', 'v1', 'cam 1'], 'the old one reports nothing more');
  });

  it('have a problem once their camera is unplugged, or the video accepts no pictures', async () => {
    const track = new FakeTrack('cam');
    camera().giveCamera = async () => [track];
    captures.want('v1', task);
    await settled();
    track.ends();
    await settled();
    assert.deepEqual(reported.at(-1), ['troubled', 'v1', 'unplugged']);
  });

  it('don’t exist for a video that needs none', () => {
    captures.choose('v1');
    captures.stop('v1');
    assert.equal(captures.waitsForClick('v1'), false);
    assert.deepEqual([reported, camera().wishes], [[], []]);
  });

  it('have no problem if they are no longer wanted', async () => {
    const refusal = Promise.withResolvers<FakeTrack[]>();
    camera().giveCamera = () => refusal.promise;
    captures.want('v1', task);
    captures.stop('v1');
    refusal.reject(new DOMException('no', 'NotAllowedError'));
    await settled();
    assert.deepEqual(reported, []);
  });
});
