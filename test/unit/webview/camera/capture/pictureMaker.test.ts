import assert from 'node:assert/strict';
import { i420FromNv12 } from '../../../../../webview/camera/capture/pictureMaker.ts';

describe('interleaved chroma', () => {
  it('is split into planes, even with odd sizes', () => {
    const nv12 = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 110, 20, 120, 30, 130, 40, 140]);
    const i420 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 110, 120, 130, 140];
    assert.deepEqual([...i420FromNv12(nv12, 3, 3)], i420);
  });
});
