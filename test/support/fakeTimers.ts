/** Timers that pass when a test says so (`mock.timers.tick`), those of `node:timers/promises` included. */
import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';

/** Holds for each test of the suite that it is called in. */
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
