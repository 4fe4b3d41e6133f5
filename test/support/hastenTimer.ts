/** Lets a timer fire at once, so that a test needn't wait for a deadline. */
import { mock } from 'node:test';

/** Lets timers of this duration fire in the next turn until `mock.restoreAll()`. */
export function hastenTimer(ms: number): void {
  const { setTimeout: start } = globalThis;
  mock.method(globalThis, 'setTimeout', (run: () => void, wait?: number, ...rest: []) =>
    start(run, wait === ms ? 0 : wait, ...rest),
  );
}
