import assert from 'node:assert/strict';
import { frameCounts } from '../../../webview/frameCounts.ts';

describe('a video’s frame counts', () => {
  it('include skipped frames, if any', () => {
    assert.deepEqual(frameCounts(0, 0), ['0 frames']);
    assert.deepEqual(frameCounts(1, 0), ['1 frame']);
    assert.deepEqual(frameCounts(1234, 5678), ['1,234 frames', '5,678 skipped']);
  });
});
