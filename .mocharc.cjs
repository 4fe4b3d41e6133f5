/** What all suites that mocha runs have in common. */
const { availableParallelism } = require('node:os');

module.exports = {
  require: ['./test/support/compileCache.ts', './test/support/fakeVscode/register.ts', './test/support/failedTest.ts'],
  reporter: './test/support/totalsReporter.ts',
  timeout: 60_000,
  'forbid-only': true,
  'forbid-pending': true,
  // With `--parallel`. One more than processors, because a quarter of a job's time is spent waiting for deadlines and other processes.
  jobs: availableParallelism() + 1,
};
