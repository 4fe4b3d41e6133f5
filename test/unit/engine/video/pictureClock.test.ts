import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { PictureClock } from '../../../../src/engine/video/pictureClock.ts';
import { neverFails } from '../../../support/neverFails.ts';

describe('a picture clock', () => {
  let nowMs: number;
  let beats: number[];
  let clock: PictureClock;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    nowMs = 0;
    beats = [];
  });
  afterEach(() => {
    clock.stop();
    mock.timers.reset();
  });

  function start(perSecond: number): void {
    clock = new PictureClock(
      perSecond,
      () => beats.push(nowMs),
      neverFails,
      () => nowMs,
    );
  }

  function pass(ms: number): void {
    for (let passed = 0; passed < ms; passed++) {
      mock.timers.tick(1);
      nowMs++;
    }
  }

  it('ticks at once, and then does not drift', () => {
    start(30);
    pass(10_000);
    assert.equal(beats.length, 300);
    for (const [at, ms] of beats.entries()) assert.ok(Math.abs(ms - (at * 1000) / 30) <= 1, `beat ${at} at ${ms}`);
  });

  it('skips missed ticks, and keeps its schedule', () => {
    start(10);
    pass(150);
    nowMs += 1000;
    pass(200);
    assert.deepEqual(beats, [0, 100, 1200, 1300]);
  });

  it('stops ticking when it is stopped', () => {
    start(10);
    pass(50);
    clock.stop();
    pass(1000);
    assert.deepEqual(beats, [0]);
  });
});
