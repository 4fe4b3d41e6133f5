import assert from 'node:assert/strict';
import { RowClock } from '../../../../src/engine/transcript/rowClock.ts';

describe('the row clock', () => {
  let wallMs: number;
  let monotonicMs: number;
  let clock: RowClock;

  beforeEach(() => {
    wallMs = 1_000_000;
    monotonicMs = 500;
    clock = new RowClock(
      () => Math.floor(wallMs),
      () => monotonicMs,
    );
  });

  const pass = (ms: number) => {
    wallMs += ms;
    monotonicMs += ms;
  };

  it('has the fractions of the monotonic clock', () => {
    const start = clock.now();
    pass(0.25);
    assert.equal(clock.now(), start + 0.25);
    pass(1000.5);
    assert.equal(clock.now(), start + 1000.75);
  });

  it('reads the wall clock once a millisecond, however many rows there are', () => {
    let read = 0;
    const counting = new RowClock(
      () => {
        read++;
        return wallMs;
      },
      () => monotonicMs,
    );
    const before = read;
    for (let row = 0; row < 1000; row++) {
      counting.now();
      pass(1 / 128);
    }
    assert.equal(read - before, Math.ceil(1000 / 128));
  });

  it('is correct within a millisecond after the machine wakes up, and continues from there', () => {
    clock.now();
    // The monotonic clock stops while the machine sleeps.
    wallMs += 8 * 60 * 60 * 1000;
    pass(1);
    assert.equal(clock.now(), wallMs);
    pass(0.5);
    assert.equal(clock.now(), wallMs);
  });

  it('never runs backward when the wall clock is corrected, and converges with it', () => {
    const before = clock.now();
    wallMs -= 400;
    pass(1);
    assert.ok(clock.now() >= before);
    const corrected = clock.now();
    pass(398);
    assert.equal(clock.now(), corrected);
    pass(101);
    assert.equal(clock.now(), wallMs);
  });

  it('continues when the wall clock is set back by an hour', () => {
    const before = clock.now();
    wallMs -= 60 * 60 * 1000;
    pass(20);
    assert.equal(clock.now(), before + 20);
  });

  it('starts with the wall clock’s time, and ignores deviations up to 50 ms', () => {
    wallMs += 50;
    assert.equal(clock.now(), 1_000_000);
    wallMs -= 100;
    pass(1);
    assert.equal(clock.now(), 1_000_001);
  });

  it('follows the wall clock from 51 ms on', () => {
    wallMs += 51;
    assert.equal(clock.now(), wallMs);
    wallMs -= 51;
    pass(51);
    clock.now();
    pass(1);
    assert.equal(clock.now(), wallMs);
  });

  for (const [backMs, expected] of [
    [999, 'waits for'],
    [1000, 'continues without'],
  ] as const)
    it(`${expected} a wall clock that is set back by ${backMs} ms`, () => {
      wallMs -= backMs;
      pass(10);
      // An earlier row has the time at which the clock was created.
      clock.now();
      pass(1000);
      assert.equal(clock.now(), expected === 'waits for' ? wallMs : 1_001_010);
    });
});
