/** Options shared by all suites that mocha runs. */
const { availableParallelism } = require('node:os');

module.exports = {
  require: ['./test/support/compileCache.ts', './test/support/fakeVscode/register.ts', './test/support/failedTest.ts'],
  reporter: './test/support/totalsReporter.ts',
  timeout: 60_000,
  'forbid-only': true,
  'forbid-pending': true,
  // With `--parallel`. More than processors, because some files spend most of their time waiting: for deadlines, the
  // disk and other processes.
  jobs: availableParallelism() + 4,
};
