/** Mocha's spec reporter, which also writes its totals and the time of each test to the file that `PORTSIDE_TOTALS` names. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** A test may fake the clock. */
const now = performance.now.bind(performance);

export interface TestTime {
  /** With the titles of the suites around it. */
  readonly title: string;
  /** With its `beforeEach` hooks: they open a window, for instance. */
  readonly ms: number;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly TestTime[];
}

export default class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const tests: TestTime[] = [];
    // Files that run side by side are each reported when they end. (Mocha's types don't know it.)
    const isParallel = (runner as Mocha.Runner & { isParallelMode(): boolean }).isParallelMode();
    let startMs = 0;
    runner.on('test', () => {
      startMs = now();
    });
    runner.on('test end', test => {
      const ms = isParallel ? (test.duration ?? 0) : now() - startMs;
      tests.push({ title: test.titlePath().join(' › '), ms: Math.round(ms) });
    });
    runner.once('end', () => {
      const file = process.env.PORTSIDE_TOTALS;
      // A pending test is one that somebody skipped: it counts as failed.
      const failed = this.stats.failures + this.stats.pending;
      if (file) writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed, tests } satisfies Totals));
    });
  }
}
