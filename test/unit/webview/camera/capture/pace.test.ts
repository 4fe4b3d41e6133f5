import assert from 'node:assert/strict';
import { Pace } from '../../../../../webview/camera/capture/pace.ts';

describe('the capture rate', () => {
  /** Counts the frames accepted in ten seconds if each arrives up to `jitterMs` late. */
  function accepted(sourceFps: number, wantedFps: number, jitterMs = 0): number {
    const pace = new Pace(wantedFps);
    let count = 0;
    for (let frame = 0; frame < sourceFps * 10; frame++) {
      const late = jitterMs * ((frame * 7919) % 10) * 0.1;
      if (pace.takes(1000 + (frame * 1000) / sourceFps + late)) count++;
    }
    return count;
  }

  for (const [source, wanted, expected] of [
    [30, 30, 300],
    [30, 20, 200],
    [30, 10, 100],
    [60, 25, 250],
    [15, 30, 150],
    [30, 1, 10],
  ] as const) {
    it(`is ${expected / 10} fps from ${source} fps for a requested ${wanted} fps`, () => {
      assert.ok(Math.abs(accepted(source, wanted) - expected) <= 1);
      assert.ok(Math.abs(accepted(source, wanted, 300 / source) - expected) <= 2, 'from a camera with jitter');
    });
  }

  it('doesn’t catch up after a pause', () => {
    const pace = new Pace(10);
    assert.ok(pace.takes(0));
    assert.ok(pace.takes(60_000));
    assert.ok(!pace.takes(60_040));
    assert.ok(pace.takes(60_100));
  });
});
