/** Timers that a test advances (`mock.timers.tick`), including those of `node:timers/promises`. */
import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';

/** Fakes them in each test of the calling suite. */
export function fakeTimers(): void {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    syncBuiltinESMExports();
  });
  afterEach(() => {
    mock.timers.reset();
    syncBuiltinESMExports();
  });
}
