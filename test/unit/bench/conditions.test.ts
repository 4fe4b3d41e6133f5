import assert from 'node:assert/strict';
import { conditionsText } from '../../bench/conditions.ts';

const machine = { cores: 2, model: 'Some CPU', memoryBytes: 24 * 1024 ** 3, platform: 'linux' };
const date = new Date('2026-03-01T12:00:00Z');

describe('the benchmark conditions', () => {
  it('list the machine, the load, CPU steal and what other processes used', () => {
    const usages = [
      { others: 0.01, steal: 0 },
      { others: 0.3, steal: 0.002 },
      { others: 0.02, steal: 0.05 },
    ];
    assert.equal(
      conditionsText({ machine, date, loads: [0.1, 1.5], usages }),
      'Measured on 2 cores (Some CPU), 24 GiB, linux, 2026-03-01. The load average was 0.10 before the bench, and 1.50 at its end, its own work included. ' +
        'At the median of 3 runs and pairs, steal was 0.2 % (at most 5.0 %) and other processes used 2.0 % (at most 30.0 %) of the CPU; ' +
        '1 of them exceeded the 10 % beyond which they don’t count.',
    );
  });

  it('say that no sample was discarded if the system provides no figures', () => {
    assert.equal(
      conditionsText({ machine: { ...machine, platform: 'win32' }, date, loads: [0, 0], usages: [] }),
      'Measured on 2 cores (Some CPU), 24 GiB, win32, 2026-03-01. Nothing was discarded, since this system doesn’t report what other processes use.',
    );
  });
});
