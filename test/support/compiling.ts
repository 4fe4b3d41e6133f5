/** Observes and holds up how patterns are compiled, until `mock.restoreAll()`. */
import { mock } from 'node:test';
import { RE2JS } from 're2js';
import { turnBudget } from '../../src/engine/turns/turnBudget.ts';

/** Counts the patterns that are compiled; `most` is the largest number within one turn of the event loop. */
export function countCompiled(): { readonly all: number; readonly most: number } {
  const counted = { all: 0, most: 0 };
  let inTurn = 0;
  const { compile } = RE2JS;
  mock.method(RE2JS, 'compile', (...given: Parameters<typeof compile>) => {
    if (inTurn++ === 0)
      setImmediate(() => {
        inTurn = 0;
      });
    counted.all++;
    counted.most = Math.max(counted.most, inTurn);
    return compile(...given);
  });
  return counted;
}

/** Patterns that are compiled in turns wait for their turn until the returned function is called. */
export function holdCompiling(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const take = turnBudget.takeWhenPossible.bind(turnBudget);
  mock.method(turnBudget, 'takeWhenPossible', (steps: number) => (steps === 2 ** 17 ? promise : take(steps)));
  return resolve;
}
