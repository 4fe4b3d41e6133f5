import assert from 'node:assert/strict';
import type { CpuMeter } from '../../bench/cpuMeter.ts';
import { Sampler, type Sampling } from '../../bench/sampler.ts';

const plan = { wanted: 2, atMost: 4 };

/** Reports for each run that others used the next share; undefined if the system doesn't say. */
function meterOf(shares: (number | undefined)[]): CpuMeter {
  return {
    isAble: true,
    start() {
      const others = shares.shift();
      return () => (others === undefined ? undefined : { others, steal: others / 2 });
    },
  };
}

function samplerOf(...shares: (number | undefined)[]) {
  const printed: string[] = [];
  const log: string[] = [];
  const sampler = new Sampler({ meter: meterOf(shares), print: line => printed.push(line) });
  let number = 0;
  const sampling: Sampling<{ theirs: number; ours: number }> = {
    what: 'a flood',
    plan,
    before: async () => void log.push('before'),
    turns: {
      async theirs() {
        log.push('theirs');
        return ++number;
      },
      async ours() {
        log.push('ours');
        return -number;
      },
    },
    show: ({ ours, theirs }) => `${ours} ${theirs}`,
  };
  return { sampler, sampling, printed, log };
}

describe('the sampler', () => {
  it('runs the peer and Portside alternately, each after its preparation', async () => {
    const { sampler, sampling, log } = samplerOf(0, 0, 0, 0);
    const { counted, taken, isNoisy } = await sampler.sample(sampling);
    const pair = ['before', 'theirs', 'before', 'ours'];
    assert.deepEqual(log, [...pair, ...pair]);
    const pairs = [
      { theirs: 1, ours: -1 },
      { theirs: 2, ours: -2 },
    ];
    assert.deepEqual({ counted, taken, isNoisy }, { counted: pairs, taken: 2, isNoisy: false });
  });

  it('discards a pair if either side was disturbed', async () => {
    const { sampler, sampling, printed } = samplerOf(0, 0.5, 0.2, 0, 0.05, 0.1, 0, 0);
    const { counted, taken, isNoisy } = await sampler.sample(sampling);
    assert.deepEqual(
      counted.map(({ theirs }) => theirs),
      [3, 4],
    );
    assert.deepEqual({ taken, isNoisy }, { taken: 4, isNoisy: false });
    assert.deepEqual(printed, [
      'a flood',
      '  1: -1 1 — disturbed: other processes used 50 % of the CPU',
      '  2: -2 2 — disturbed: other processes used 20 % of the CPU',
      '  3: -3 3',
      '  4: -4 4',
    ]);
  });

  it('ends with what it has, and reports it as noisy', async () => {
    const { sampler, sampling, printed } = samplerOf(0.9, 0, 0.3, 0, 0.4, 0, 0.05, 0);
    const { counted, taken, isNoisy } = await sampler.sample(sampling);
    assert.deepEqual(
      counted.map(({ theirs }) => theirs),
      [4, 2],
    );
    assert.deepEqual({ taken, isNoisy }, { taken: 4, isNoisy: true });
    assert.equal(printed.at(-1), '  noisy: the least disturbed count, 2 of 4');
  });

  it('keeps the usage of each sample', async () => {
    const { sampler, sampling } = samplerOf(0, 0.02, 0.04, 0);
    await sampler.sample(sampling);
    assert.deepEqual(sampler.usages, [
      { others: 0.02, steal: 0.01 },
      { others: 0.04, steal: 0.02 },
    ]);
  });

  it('discards nothing if the system provides no figures', async () => {
    const { sampler, sampling } = samplerOf();
    const { taken, isNoisy } = await sampler.sample(sampling);
    assert.deepEqual({ taken, isNoisy, usages: sampler.usages }, { taken: 2, isNoisy: false, usages: [] });
  });

  it('fails if a run fails', async () => {
    const { sampler, sampling } = samplerOf(0, 0);
    const ours = () => Promise.reject(new Error('no port'));
    await assert.rejects(sampler.sample({ ...sampling, turns: { ...sampling.turns, ours } }), /^Error: no port$/);
  });
});
