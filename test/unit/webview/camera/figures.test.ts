import assert from 'node:assert/strict';
import type { CameraTask } from '../../../../src/core/camera/cameraTask.ts';
import { figures } from '../../../../webview/camera/figures.ts';

describe('the figures of the camera page', () => {
  const task: CameraTask = { title: '', kind: 'camera', width: 640, height: 480, fps: 30, encoding: 'jpeg' };
  const line = (more: Partial<CameraTask>, fps: number, skipped: number) =>
    figures({ ...task, ...more }, fps, skipped).replaceAll('\u00a0', ' ');

  it('say size, encoding and rate, and what was skipped if anything was', () => {
    assert.equal(line({}, 30, 0), '640 × 480 · JPEG 80 · 30 frames per second');
    assert.equal(line({ quality: 33 }, 0, 4), '640 × 480 · JPEG 33 · 0 frames per second · 4 skipped');
    assert.equal(line({ encoding: 'I420' }, 1, 0), '640 × 480 · raw · 1 frame per second');
  });

  it('are broken only between two of them', () => {
    assert.deepEqual(figures(task, 1, 0).split(' '), [
      '640\u00a0×\u00a0480',
      '·',
      'JPEG\u00a080',
      '·',
      '1\u00a0frame\u00a0per\u00a0second',
    ]);
  });
});
