import assert from 'node:assert/strict';
import { Interleaving, leaveToChance } from '../../../support/interleaving.ts';

const runs = 10_000;
const acts = 40;

describe('a conversation', () => {
  let restore: () => void;

  beforeEach(() => {
    restore = leaveToChance();
  });

  afterEach(() => restore());

  it('keeps order, counters and promises in ten thousand interleavings of calls, arrivals, turns and time', async () => {
    let swaps = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const interleaving = new Interleaving(seed);
      const problems = await interleaving.run(acts);
      if (problems.length > 0) assert.fail(`seed ${seed}: ${problems.join('; ')}: ${interleaving.log.join(', ')}`);
      swaps += interleaving.swaps;
    }
    // Only while nothing is on its way: that must happen often enough.
    assert.ok(swaps > runs / 10, `${swaps} swaps`);
  });
});
