/** Mocha's spec reporter, which also adds its totals to the file that `PORTSIDE_TOTALS` names. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

export default class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env.PORTSIDE_TOTALS;
      // A pending test is one that somebody skipped: it counts as failed.
      const failed = this.stats.failures + this.stats.pending;
      if (file) writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed } satisfies Totals));
    });
  }
}
