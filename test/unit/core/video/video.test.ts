import assert from 'node:assert/strict';
import { hasVideoEnded, type VideoState } from '../../../../src/core/video/video.ts';

describe('a video', () => {
  it('has ended in its final state, and continues while muted or waiting', () => {
    const states: VideoState[] = ['waiting', 'running', 'muted', 'ended'];
    assert.deepEqual(
      states.map(state => hasVideoEnded({ state })),
      [false, false, false, true],
    );
  });
});
