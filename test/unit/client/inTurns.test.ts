import assert from 'node:assert/strict';
import { inTurns } from '../../../src/client/inTurns.ts';

describe('work done in turns', () => {
  /** Runs steps that take this long. Returns how many had run before each turn of other work. */
  async function turnsOf(stepMs: readonly number[]): Promise<number[]> {
    const turns: number[] = [];
    let [nowMs, done] = [0, 0];
    function* steps() {
      for (const ms of stepMs) {
        nowMs += ms;
        done++;
        setImmediate(() => turns.push(done));
        yield;
      }
    }
    await inTurns(steps(), () => nowMs);
    return turns;
  }

  it('lets other work run after ten milliseconds, between two steps', async () => {
    assert.deepEqual([...new Set(await turnsOf([5, 4, 1, 30, 9, 1]))], [3, 4, 6]);
  });

  it('takes one turn if it is short', async () => {
    assert.deepEqual(await turnsOf([1, 2, 3]), []);
  });
});
