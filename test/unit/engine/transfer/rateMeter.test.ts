import assert from 'node:assert/strict';
import { RateMeter } from '../../../../src/engine/transfer/rateMeter.ts';

describe('a rate meter', () => {
  it('measures the rate of the last two seconds', () => {
    const meter = new RateMeter();
    assert.equal(meter.rate(0, 0), 0);
    for (let timeMs = 0; timeMs <= 10_000; timeMs += 10) meter.record(timeMs, timeMs);
    assert.equal(Math.round(meter.rate(10_000, 10_000)), 1000);
    for (let timeMs = 10_000; timeMs <= 13_000; timeMs += 10) meter.record(10_000 + (timeMs - 10_000) * 5, timeMs);
    assert.equal(Math.round(meter.rate(25_000, 13_000)), 5000);
  });

  it('falls while nothing arrives, and is never infinite or negative', () => {
    const meter = new RateMeter();
    meter.record(0, 0);
    assert.equal(meter.rate(100, 0), 0);
    assert.equal(meter.rate(100, 499), 0);
    assert.equal(meter.rate(100, 500), 200);
    assert.equal(meter.rate(100, 1000), 100);
  });

  it('can be reset', () => {
    const meter = new RateMeter();
    meter.record(0, 0);
    meter.forget();
    assert.equal(meter.rate(100, 100), 0);
  });
});
