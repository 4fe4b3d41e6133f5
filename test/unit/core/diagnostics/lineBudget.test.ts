import assert from 'node:assert/strict';
import { LineBudget } from '../../../../src/core/diagnostics/lineBudget.ts';

describe('LineBudget', () => {
  it('allows this many lines a minute of each kind, and counts the rest', () => {
    let nowMs = 5;
    const budget = new LineBudget(2, () => nowMs);
    const take = (kind: string, times: number) => Array.from({ length: times }, () => budget.take(kind));
    assert.deepEqual(take('a', 4), [0, 0, undefined, undefined]);
    assert.deepEqual(take('b', 1), [0], 'another kind');
    nowMs += 59_999;
    assert.deepEqual(take('a', 1), [undefined]);
    nowMs += 1;
    assert.deepEqual(take('a', 3), [3, 0, undefined]);
    nowMs += 60_000;
    assert.deepEqual(take('a', 1), [1]);
  });
});
