import assert from 'node:assert/strict';
import { partitionPoint } from '../../../../src/engine/transcript/partitionPoint.ts';

describe('the first number for which a condition is false', () => {
  it('is found between any two numbers', () => {
    for (let low = 0; low < 5; low++)
      for (let high = low; high < 12; high++)
        for (let found = low; found <= high; found++)
          assert.equal(
            partitionPoint(low, high, at => {
              assert.ok(at >= low && at < high);
              return at < found;
            }),
            found,
          );
  });

  it('is found beyond 32 bits, in few steps', () => {
    let steps = 0;
    const found = partitionPoint(0, 2 ** 40, at => {
      steps++;
      return at < 2 ** 39 + 5;
    });
    assert.deepEqual([found, steps <= 41], [2 ** 39 + 5, true]);
  });
});
