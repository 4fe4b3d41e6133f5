import assert from 'node:assert/strict';
import { TurnBudget } from '../../../../src/engine/turns/turnBudget.ts';

describe('the budget of a turn', () => {
  let nowMs = 0;
  let turns: (() => void)[] = [];
  let budget: TurnBudget;
  const steps = 2 ** 17;

  beforeEach(() => {
    nowMs = 5;
    turns = [];
    budget = new TurnBudget(
      () => nowMs,
      begin => turns.push(begin),
    );
  });

  it('grants any first work, and more as long as little time went by', () => {
    assert.ok(budget.takes(steps));
    assert.ok(budget.takes(steps));
    nowMs += 9;
    assert.ok(budget.takes(steps));
    nowMs += 1;
    assert.ok(!budget.takes(1));
    assert.ok(!budget.takes(steps));
  });

  it('doesn’t read the clock for every small piece of work', () => {
    assert.ok(budget.takes(1));
    nowMs += 1000;
    assert.ok(budget.takes(1));
    assert.ok(budget.takes(steps - 2));
    assert.ok(!budget.takes(1));
  });

  it('starts over with each turn', () => {
    assert.ok(budget.takes(steps));
    nowMs += 50;
    assert.ok(!budget.takes(1));
    assert.equal(turns.length, 1);
    turns[0]?.();
    assert.ok(budget.takes(1));
    assert.equal(turns.length, 2);
  });
});
