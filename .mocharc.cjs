/** What all suites that mocha runs have in common. */
const { availableParallelism } = require('node:os');

module.exports = {
  require: ['./test/support/compileCache.ts', './test/support/fakeVscode/register.ts', './test/support/failedTest.ts'],
  reporter: './test/support/totalsReporter.ts',
  timeout: 60_000,
  'forbid-only': true,
  'forbid-pending': true,
  // Where files run side by side. Mocha's own default leaves a processor free, which of two is one too many.
  jobs: availableParallelism(),
};
