import assert from 'node:assert/strict';
import { RateHistory } from '../../../../webview/throughput/rateHistory.ts';

describe('the rate history', () => {
  it('is how much the counters grew in a second, and never negative', () => {
    const history = new RateHistory();
    const counters = (bytesIn: number, bytesOut: number) => ({ bytesIn, bytesOut });
    history.sample(counters(1e9, 1e9), 0);
    assert.deepEqual(history.now, counters(0, 0));
    history.sample(counters(1e9 + 500, 1e9), 500);
    assert.deepEqual(history.now, counters(1000, 0));
    history.sample(counters(0, 0), 1500);
    assert.deepEqual(history.now, counters(0, 0));
    const [seconds, bytesIn] = history.columns;
    assert.equal(seconds.at(-1), 0);
    assert.deepEqual(bytesIn.slice(-3), [0, 1000, 0]);
    assert.equal(bytesIn.length, 60);
  });
});
