import assert from 'node:assert/strict';
import fc from 'fast-check';
import { median, percentile, ratiosOf, spreadOf } from '../../bench/statistics.ts';

describe('the benchmark statistics', () => {
  it('take the middle value, whatever the order', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([3]), 3);
  });

  it('take the mean of the middle two of an even number', () => {
    assert.equal(median([4, 1, 2, 100]), 3);
  });

  it('compare numbers as numbers', () => {
    assert.deepEqual(spreadOf([10, 9, 100]), { median: 10, min: 9, max: 100 });
  });

  it('have no spread without values', () => {
    assert.throws(() => spreadOf([]), RangeError);
  });

  it('leave as many values below the median as above', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), values => {
        const middle = median(values);
        const below = values.filter(value => value < middle).length;
        const above = values.filter(value => value > middle).length;
        assert.ok(below <= values.length / 2 && above <= values.length / 2);
      }),
    );
  });

  it('take the median of the ratios, not the ratio of the medians', () => {
    // The machine was ten times slower during the second pair, for both.
    const pairs = [
      { ours: 100, theirs: 200 },
      { ours: 10, theirs: 20 },
      { ours: 90, theirs: 100 },
    ];
    assert.deepEqual(ratiosOf(pairs), { median: 0.5, min: 0.5, max: 0.9 });
  });

  it('find percentiles up to the last value', () => {
    const values = Array.from({ length: 100 }, (_, at) => 100 - at);
    assert.equal(percentile(values, 0.95), 96);
    assert.equal(percentile(values, 0), 1);
    assert.equal(percentile(values, 1), 100);
    assert.equal(percentile([7], 0.99), 7);
    assert.ok(Number.isNaN(percentile([], 0.5)));
  });
});
