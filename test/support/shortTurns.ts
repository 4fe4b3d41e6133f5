/** Turns of the event loop that end after a number of messages, whatever the time. */
import { mock } from 'node:test';
import { turnBudget } from '../../src/engine/turns/turnBudget.ts';

/** Lets each turn take the work of this many messages only, until `mock.restoreAll()`. */
export function shortTurns(messages: number): void {
  let left = messages;
  const takes = () => {
    if (left === messages) {
      setImmediate(() => {
        left = messages;
      });
    }
    return left-- > 0;
  };
  mock.method(turnBudget, 'tryTake', takes);
  // Called directly: node:test would record each of a hundred thousand calls, with its stack. `restoreAll` restores it all the same.
  turnBudget.tryTake = takes;
}
