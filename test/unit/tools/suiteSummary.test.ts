import assert from 'node:assert/strict';
import { costOf, type SuiteResult, summaryOf } from '../../tools/suiteSummary.ts';

describe('the summary of npm test', () => {
  const types: SuiteResult = {
    name: 'types',
    passed: 1,
    failed: 0,
    wallSeconds: 12.34,
    cpuSeconds: 20,
    tests: [],
    failures: [],
  };
  const unit: SuiteResult = {
    name: 'unit',
    passed: 12,
    failed: 1,
    wallSeconds: 65.2,
    cpuSeconds: 70,
    tests: Array.from({ length: 13 }, (_, at) => ({ title: `a suite › test ${at}`, ms: at * 100 })),
    failures: [{ title: 'a suite › test 3', error: `Error: 1 is not 2\n${'    at somewhere\n'.repeat(40)}` }],
  };

  it('lists the suites, their totals and the ten slowest tests', () => {
    assert.deepEqual(summaryOf([types, unit]).split('\n'), [
      'suite  passed  failed        wall         CPU',
      'types       1       0      12.3 s      20.0 s',
      'unit       12       1   1 min 5 s  1 min 10 s',
      'all        13       1  1 min 18 s  1 min 30 s',
      '',
      'The slowest tests:',
      ...Array.from({ length: 10 }, (_, at) => {
        const test = 12 - at;
        return `${(test / 10).toFixed(1).padStart(7)} s  unit: a suite › test ${test}`;
      }),
      '',
      'What failed:',
      '  unit: a suite › test 3',
      '      Error: 1 is not 2',
      ...Array.from({ length: 24 }, () => '          at somewhere'),
    ]);
  });

  it('names a suite that failed without a test', () => {
    assert.match(summaryOf([{ ...types, passed: 0, failed: 1 }]), /\n\nWhat failed:\n {2}types$/);
    assert.doesNotMatch(summaryOf([types]), /What failed/);
  });

  it('has no CPU times if the system reports none', () => {
    const result = { ...types, cpuSeconds: undefined };
    assert.equal(costOf(result), '12.3 s');
    assert.equal(costOf(types), '12.3 s, 20.0 s of CPU time');
    assert.match(summaryOf([result, unit]), /^types .* –$/m);
    assert.match(summaryOf([result, unit]), /^all .* –$/m);
  });
});
