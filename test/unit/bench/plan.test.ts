import assert from 'node:assert/strict';
import { isDisturbed, isEnough, selected } from '../../bench/plan.ts';

const plan = { wanted: 3, atMost: 5 };
const samples = (...shares: (number | undefined)[]) => shares.map((others, number) => ({ others, number }));
const numbers = (counted: readonly { number: number }[]) => counted.map(({ number }) => number);

describe('the comparison plan', () => {
  it('considers a sample disturbed above ten percent', () => {
    assert.deepEqual(
      [0, 0.1, 0.1001, 1].map(others => isDisturbed({ others })),
      [false, false, true, true],
    );
  });

  it('discards nothing if the system provides no figures', () => {
    assert.equal(isDisturbed({ others: undefined }), false);
    const all = samples(undefined, undefined, undefined);
    assert.equal(isEnough(all, plan), true);
    assert.deepEqual(selected(all, plan), { counted: all, taken: 3, isNoisy: false });
  });

  it('stops once it has the desired number of undisturbed samples', () => {
    assert.equal(isEnough([], plan), false);
    assert.equal(isEnough(samples(0, 0), plan), false);
    assert.equal(isEnough(samples(0, 0, 0), plan), true);
  });

  it('adds a sample for each disturbed one', () => {
    assert.equal(isEnough(samples(0, 0.5, 0), plan), false);
    assert.equal(isEnough(samples(0, 0.5, 0, 0), plan), true);
  });

  it('stops at the maximum number of samples, disturbed or not', () => {
    assert.equal(isEnough(samples(1, 1, 1, 1), plan), false);
    assert.equal(isEnough(samples(1, 1, 1, 1, 1), plan), true);
  });

  it('counts only the undisturbed samples, in order', () => {
    const { counted, taken, isNoisy } = selected(samples(0.05, 0.5, 0.1, 0.2, 0), plan);
    assert.deepEqual({ counted: numbers(counted), taken, isNoisy }, { counted: [0, 2, 4], taken: 5, isNoisy: false });
  });

  it('is noisy with too few undisturbed samples, and then uses the least disturbed ones', () => {
    const { counted, taken, isNoisy } = selected(samples(0.9, 0.05, 0.3, 0.2, 0.8), plan);
    assert.deepEqual({ counted: numbers(counted), taken, isNoisy }, { counted: [1, 3, 2], taken: 5, isNoisy: true });
  });
});
