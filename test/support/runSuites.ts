/** `npm test`: every suite, one after the other, and the totals of all as the last line. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { out } from './paths.ts';
import { runInSight } from './run.ts';
import type { Totals } from './totalsReporter.ts';

interface Suite {
  /** The npm script. */
  readonly script: string;
  /** Mocha counts its tests; anything else is one check. */
  readonly counts: 'tests' | 'once';
}

const suites: readonly Suite[] = [
  { script: 'types', counts: 'once' },
  { script: 'lint', counts: 'once' },
  { script: 'package', counts: 'once' },
  { script: 'test:unit', counts: 'tests' },
  { script: 'test:interop', counts: 'tests' },
  { script: 'test:page', counts: 'tests' },
  { script: 'test:soak', counts: 'once' },
  { script: 'test:host', counts: 'tests' },
  { script: 'test:e2e', counts: 'tests' },
];

async function runSuite({ script, counts }: Suite): Promise<Totals> {
  console.log(`\n── npm run ${script}`);
  const file = join(out, `totals-${script.replace(':', '-')}.json`);
  await rm(file, { force: true });
  const shell = process.platform === 'win32';
  const code = await runInSight('npm', ['run', '--silent', script], {
    shell,
    env: { ...process.env, PORTSIDE_TOTALS: file },
  });
  if (counts === 'once') return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  // No totals: the suite died before its end. No test: it found none. Either is a failure.
  const totals = await readFile(file, 'utf8').then(
    text => JSON.parse(text) as Totals,
    () => ({ passed: 0, failed: 1 }),
  );
  const isHonest = totals.passed + totals.failed > 0 && (code === 0 || totals.failed > 0);
  return isHonest ? totals : { passed: totals.passed, failed: totals.failed + 1 };
}

await mkdir(out, { recursive: true });
let passed = 0;
let failed = 0;
for (const suite of suites) {
  const totals = await runSuite(suite);
  if (totals.failed > 0) console.log(`✗ ${suite.script}: ${totals.failed} failed`);
  passed += totals.passed;
  failed += totals.failed;
}
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);
