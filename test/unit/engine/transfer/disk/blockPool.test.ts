import assert from 'node:assert/strict';
import { BlockBudget, blockCount } from '../../../../../src/engine/transfer/disk/blockPool.ts';

const [large, kibibyte, mebibyte] = [1e12, 1024, 1024 * 1024];

describe('the memory for files being sent', () => {
  it('is ample for one file, and shared by many', () => {
    const budget = new BlockBudget(64 * mebibyte);
    const taken = Array.from({ length: 5000 }, () => budget.take(large));
    assert.deepEqual([taken[0], taken.at(-1)], [512 * kibibyte, 16 * kibibyte]);
    const bytes = taken.reduce((sum, blockBytes) => sum + blockBytes * blockCount, 0);
    assert.ok(bytes < 64 * mebibyte + 5000 * blockCount * 16 * kibibyte, `${bytes}`);
  });

  it('is returned, and is no more than the file', () => {
    const budget = new BlockBudget(64 * mebibyte);
    assert.deepEqual([budget.take(0), budget.take(10)], [0, 10]);
    for (const taken of Array.from({ length: 1000 }, () => budget.take(large))) budget.give(taken);
    assert.equal(budget.take(large), 512 * kibibyte);
  });
});
