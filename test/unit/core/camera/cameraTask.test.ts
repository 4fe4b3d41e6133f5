import assert from 'node:assert/strict';
import { type CameraTask, checkCameraTask } from '../../../../src/core/camera/cameraTask.ts';

const check = (more: Partial<CameraTask>) =>
  checkCameraTask({ title: '', kind: 'camera', width: 640, height: 480, fps: 30, encoding: 'I420', ...more });

describe('a camera task', () => {
  it('is accepted at its limits', () => {
    for (const more of [
      { width: 1, height: 1, fps: 0.1, quality: 1 },
      { width: 4096, height: 4096, fps: 120, quality: 100 },
      {},
    ]) {
      check(more);
    }
  });

  const refused: [Partial<CameraTask>, RegExp][] = [
    [{ width: 0 }, /^width must be 1 to 4096$/],
    [{ width: 4097 }, /^width/],
    [{ height: 4097 }, /^height must be 1 to 4096$/],
    [{ height: 1.5 }, /^height/],
    [{ height: Number.NaN }, /^height/],
    [{ quality: 0 }, /^quality must be 1 to 100$/],
    [{ quality: 101 }, /^quality/],
    [{ fps: 0 }, /^fps must be above 0 and at most 120$/],
    [{ fps: 120.5 }, /^fps/],
    [{ fps: Number.NaN }, /^fps/],
  ];
  for (const [more, message] of refused) {
    it(`is rejected if no camera can do it: ${Object.entries(more).join()}`, () => {
      assert.throws(() => check(more), { name: 'RangeError', message });
    });
  }
});
