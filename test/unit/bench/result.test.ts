import assert from 'node:assert/strict';
import {
  atLeast,
  atMost,
  exactly,
  figure,
  runsText,
  steadily,
  tableOf,
  within,
  withinBeside,
} from '../../bench/result.ts';
import { gigabytesPerSecond, megabytes, ms, picturesPerSecond, us } from '../../bench/units.ts';

const selection = <T>(...counted: T[]) => ({ counted, taken: counted.length, isNoisy: false });

describe('a benchmark row', () => {
  const pairs = selection({ ours: 0.5e9, theirs: 1e9 }, { ours: 0.9e9, theirs: 1e9 }, { ours: 1.4e9, theirs: 1e9 });
  const comparison = { what: 'a flood', pairs, peer: '`nc`', unit: gigabytesPerSecond };

  it('has medians and ranges of both sides and of the ratios', () => {
    assert.deepEqual(atLeast(1, comparison), {
      what: 'a flood',
      ours: '0.90 GB/s (0.50 to 1.40)',
      against: '`nc`: 1.00 GB/s',
      ratio: '0.90 (0.50 to 1.40)',
      runs: '3 pairs',
      aim: '≥ 1.0 ×',
      met: false,
    });
  });

  it('compares the median of the ratios with the aim, in either direction', () => {
    assert.equal(atLeast(0.9, comparison).met, true);
    assert.equal(atMost(0.9, comparison).met, true);
    assert.equal(atMost(0.8, comparison).met, false);
  });

  it('compares with its own limit next to a peer', () => {
    const times = selection({ ours: 90, theirs: 10 }, { ours: 120, theirs: 10 }, { ours: 80, theirs: 10 });
    const { aim, met } = withinBeside(100, { what: 'a key', pairs: times, peer: 'without', unit: ms });
    assert.deepEqual({ aim, met }, { aim: '≤ 100 ms', met: true });
  });

  it('compares with a limit if there is no peer', () => {
    const { ours, runs, met } = within(30, { what: 'activation', runs: selection(20, 45, 31), unit: ms });
    assert.deepEqual({ ours, runs, met }, { ours: '31 ms (20 to 45)', runs: '3 runs', met: false });
  });

  it('meets a rate within one percent', () => {
    const row = (rate: number) => steadily(30, { what: '', runs: exactly(rate), unit: picturesPerSecond });
    assert.equal(row(29.7).met, true);
    assert.equal(row(29.6).met, false);
  });

  it('has no verdict without an aim, and no range for a single value', () => {
    const row = figure({ what: 'bytes copied', runs: exactly(2.65e6), unit: megabytes });
    assert.deepEqual([row.ours, row.runs, row.aim, row.met], ['2.65 MB', '1 run', '', undefined]);
  });

  it('says how many of the pairs count, and whether they are noisy', () => {
    const text = (counted: number, taken: number, isNoisy: boolean) =>
      runsText({ counted: Array.from({ length: counted }), taken, isNoisy }, 'pair');
    assert.equal(text(5, 5, false), '5 pairs');
    assert.equal(text(5, 7, false), '5 of 7 pairs');
    assert.equal(text(5, 15, true), '5 of 15 pairs, noisy');
    assert.equal(text(1, 1, true), '1 pair, noisy');
  });

  it('is printed in the table', () => {
    const table = tableOf([
      atMost(1.2, { what: 'echo', pairs: selection({ ours: 60, theirs: 50 }), peer: 'bare Node', unit: us }),
      figure({ what: 'bytes copied', runs: exactly(-17.1e6), unit: megabytes }),
    ]);
    assert.deepEqual(table.split('\n').slice(2), [
      '| echo | 60 µs | bare Node: 50 µs | 1.20 | 1 pair | ≤ 1.2 × | met |',
      '| bytes copied | -17 MB |  |  | 1 run |  |  |',
    ]);
  });
});
