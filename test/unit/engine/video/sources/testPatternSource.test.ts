import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Picture } from '../../../../../src/core/video/picture.ts';
import { readTestPattern } from '../../../../../src/core/video/testPattern.ts';
import { startTestPatternSource } from '../../../../../src/engine/video/sources/testPatternSource.ts';
import type { SourcePicture } from '../../../../../src/engine/video/sources/videoSource.ts';
import { neverFails } from '../../../../support/neverFails.ts';
import { pattern } from '../../../../support/videoTests.ts';

describe('the test pattern as a source', () => {
  let offered: SourcePicture[];
  let stop: () => void;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 5000 });
    mock.method(performance, 'now', () => Date.now());
    offered = [];
    const options = { ...pattern, fps: 10, source: { kind: 'test-pattern' } } as const;
    const sink = { offer: (one: SourcePicture) => offered.push(one), end: () => assert.fail(), ...neverFails };
    ({ stop } = startTestPatternSource(options, sink));
  });
  afterEach(() => {
    stop();
    mock.restoreAll();
    mock.timers.reset();
  });

  const stamps = async () =>
    Promise.all(offered.map(async one => readTestPattern((await one.pixels()) as Picture) ?? assert.fail()));

  it('offers nothing before it has returned, and then a picture at each tick', async () => {
    assert.equal(offered.length, 0);
    for (let passed = 0; passed <= 200; passed += 50) mock.timers.tick(passed === 0 ? 0 : 50);
    assert.deepEqual(await stamps(), [
      { frame: 1, timeMs: 5000 },
      { frame: 2, timeMs: 5100 },
      { frame: 3, timeMs: 5200 },
    ]);
    assert.deepEqual(
      offered.map(({ width, height, capturedMs }) => [width, height, capturedMs]),
      [5000, 5100, 5200].map(timeMs => [64, 48, timeMs]),
    );
  });

  it('draws a picture once, with the time at which it was offered', async () => {
    mock.timers.tick(0);
    const [one] = offered;
    mock.timers.tick(10_000);
    assert.equal(await one?.pixels(), await one?.pixels());
    assert.equal((await stamps())[0]?.timeMs, 5000);
  });

  it('offers nothing more once it is stopped', () => {
    mock.timers.tick(0);
    stop();
    mock.timers.tick(1000);
    assert.equal(offered.length, 1);
  });
});
