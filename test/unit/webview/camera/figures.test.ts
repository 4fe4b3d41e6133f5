import assert from 'node:assert/strict';
import type { CameraTask } from '../../../../src/core/camera/cameraTask.ts';
import { figures } from '../../../../webview/camera/figures.ts';
import { videoCounts, videoFigures } from '../../../../webview/video/videoTexts.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('the camera page’s figures', () => {
  const task: CameraTask = { title: '', kind: 'camera', width: 640, height: 480, fps: 30, encoding: 'jpeg' };
  const line = (more: Partial<CameraTask>, fps: number, taken: number, skipped: number) =>
    figures({ ...task, ...more }, fps, { taken, skipped }).replaceAll('\u00a0', ' ');

  it('show size, encoding and rate, and how many frames were sent and skipped', () => {
    assert.equal(line({}, 30, 38, 0), '640 × 480 · JPEG 80 · 30 fps · 38 frames');
    assert.equal(line({ quality: 33 }, 0, 1, 4), '640 × 480 · JPEG 33 · 0 fps · 1 frame · 4 skipped');
    assert.equal(line({ encoding: 'I420' }, 1, 0, 0), '640 × 480 · raw · 1 fps · 0 frames');
  });

  it('have the same wording as a video card', () => {
    const video = videoSnapshot({ fps: 30, frames: 1234, skipped: 5678 });
    const [rate, size] = videoFigures(video);
    const [sent, skipped] = videoCounts(video);
    assert.deepEqual(line({}, 30, 1234, 5678).split(' · '), [size, 'JPEG 80', rate, sent, skipped]);
  });

  it('wrap only between two of them', () => {
    assert.deepEqual(figures(task, 1, { taken: 38, skipped: 0 }).split(' '), [
      '640\u00a0×\u00a0480',
      '·',
      'JPEG\u00a080',
      '·',
      '1\u00a0fps',
      '·',
      '38\u00a0frames',
    ]);
  });
});
