import assert from 'node:assert/strict';
import { Interleaving, leaveToChance } from '../../../support/interleaving.ts';

const runs = 10_000;
const runsAtOnce = 2000;
const acts = 40;

describe('a conversation', () => {
  let restore: () => void;

  beforeEach(() => {
    restore = leaveToChance();
  });

  afterEach(() => restore());

  // In parts, each with its own timeout on a busy machine.
  for (let from = 0; from < runs; from += runsAtOnce)
    it(`keeps order, counters and promises across interleavings of calls, arrivals, turns and time, from ${from} on`, async () => {
      let swaps = 0;
      for (let seed = from + 1; seed <= from + runsAtOnce; seed++) {
        const interleaving = new Interleaving(seed);
        const problems = await interleaving.run(acts);
        if (problems.length > 0) assert.fail(`seed ${seed}: ${problems.join('; ')}: ${interleaving.log.join(', ')}`);
        swaps += interleaving.swaps;
      }
      // Only while nothing is on its way: that must happen often enough.
      assert.ok(swaps > runsAtOnce / 10, `${swaps} swaps`);
    });
});
