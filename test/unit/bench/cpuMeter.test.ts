import assert from 'node:assert/strict';
import { cpuMeter } from '../../bench/cpuMeter.ts';

describe('the CPU meter', () => {
  it('has shares where the system tells, and nothing elsewhere', () => {
    const usage = cpuMeter().start()();
    if (process.platform !== 'linux') return assert.equal(usage, undefined);
    assert.ok(usage);
    for (const share of Object.values(usage)) assert.ok(share >= 0 && share <= 1, String(share));
  });
});
