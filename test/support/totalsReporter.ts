/** Mocha's spec reporter, which also writes totals, failures and the time of each test to the file named by `PORTSIDE_TOTALS`. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Bound here, because a test may fake the clock. */
const now = performance.now.bind(performance);

export interface TestTime {
  /** Includes the titles of the enclosing suites. */
  readonly title: string;
  /** Includes its `beforeEach` hooks, which may open a window. */
  readonly ms: number;
}

export interface TestFailure {
  /** Includes the titles of the enclosing suites. */
  readonly title: string;
  /** The error, with its stack and, where it has one, what differs. */
  readonly error: string;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly TestTime[];
  readonly failures: readonly TestFailure[];
}

export default class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const tests: TestTime[] = [];
    const failures: TestFailure[] = [];
    // In parallel mode, events are emitted when a file ends. (Mocha's types lack the method.)
    const isParallel = (runner as Mocha.Runner & { isParallelMode(): boolean }).isParallelMode();
    let startMs = 0;
    runner.on('test', () => {
      startMs = now();
    });
    runner.on('test end', test => {
      const ms = isParallel ? (test.duration ?? 0) : now() - startMs;
      tests.push({ title: test.titlePath().join(' › '), ms: Math.round(ms) });
    });
    runner.on('fail', (test, error: Error) => {
      failures.push({ title: test.titlePath().join(' › '), error: error.stack ?? String(error) });
    });
    runner.once('end', () => {
      const file = process.env.PORTSIDE_TOTALS;
      // A pending test was skipped and counts as failed.
      const failed = this.stats.failures + this.stats.pending;
      if (file)
        writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed, tests, failures } satisfies Totals));
    });
  }
}
