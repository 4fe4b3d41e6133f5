import assert from 'node:assert/strict';
import type { VideoOptions } from '../../../../src/core/video/video.ts';
import { checkVideoOptions } from '../../../../src/engine/video/checkVideoOptions.ts';
import { pattern } from '../../../support/videoTests.ts';

const pushed = { ...pattern, source: { kind: 'pushed' } } as const;

describe('video options', () => {
  /** Returns whether each value of an option is accepted. */
  const accepted = (options: VideoOptions, name: keyof VideoOptions, values: readonly number[]) =>
    values.map(value => {
      try {
        checkVideoOptions({ ...options, [name]: value });
        return true;
      } catch (error) {
        assert.match((error as RangeError).message, new RegExp(`^${name} must be `));
        return false;
      }
    });
  const atLimits = [false, true, true, false];

  it('allow sides up to 8,192 pixels, at least 16 for JPEG, and what the test pattern needs', () => {
    for (const side of ['width', 'height'] as const) {
      assert.deepEqual(accepted(pushed, side, [0, 1, 8192, 8193]), atLimits);
      assert.deepEqual(accepted({ ...pushed, codec: 'jpeg' }, side, [15, 16, 8192, 8193]), atLimits);
    }
    assert.deepEqual(accepted(pattern, 'width', [63, 64, 8192, 8193]), atLimits);
    assert.deepEqual(accepted(pattern, 'height', [47, 48, 8192, 8193]), atLimits);
    assert.deepEqual(accepted(pushed, 'width', [1.5, Number.NaN]), [false, false]);
  });

  it('allow a quality from 1 to 100, or none', () => {
    assert.deepEqual(accepted(pushed, 'quality', [0, 1, 100, 101]), atLimits);
    checkVideoOptions(pushed);
  });

  it('allow a rate above 0, up to 240, including fractions', () => {
    assert.deepEqual(accepted(pushed, 'fps', [0, 0.1, 240, 240.1]), atLimits);
    assert.deepEqual(accepted(pushed, 'fps', [-1, Number.NaN, Number.POSITIVE_INFINITY]), [false, false, false]);
  });
});
