import assert from 'node:assert/strict';
import { cameraKinds } from '../../../../../src/core/camera/cameraTask.ts';
import { fitPicture } from '../../../../../webview/camera/capture/fitPicture.ts';

describe('a picture in another shape', () => {
  const wide = { width: 1280, height: 720 };
  const square = { width: 100, height: 100 };

  it('fills it if it is from a camera', () => {
    const { x, y, width, height } = fitPicture('camera', wide, square);
    assert.deepEqual([y, height], [0, 100]);
    assert.ok(Math.abs(width - 177.78) < 0.01 && Math.abs(x + 38.89) < 0.01);
  });

  it('fits into it if it is from a screen', () =>
    assert.deepEqual(fitPicture('screen', wide, square), { x: 0, y: 21.875, width: 100, height: 56.25 }));

  it('is unchanged in its own shape', () => {
    for (const kind of cameraKinds) assert.deepEqual(fitPicture(kind, wide, wide), { x: 0, y: 0, ...wide });
  });
});
