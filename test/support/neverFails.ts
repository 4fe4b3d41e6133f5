/** An owner of callbacks in tests of a single part: a callback that throws fails the test. */
import type { Owner } from '../../src/engine/owned.ts';

export const neverFails: Owner = {
  failed: failure =>
    // Here it would only be logged.
    setImmediate(() => {
      throw failure;
    }),
};
