/** `npm test`: runs all suites one after another, prints what each took, and the totals as the last line. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { out } from '../support/paths.ts';
import { requirePackages } from '../support/requirePackages.ts';
import { run, runInSight } from '../support/run.ts';
import { needingScripts, packagesOf } from '../support/systemPackages.ts';
import type { Totals } from '../support/totalsReporter.ts';
import { costOf, type SuiteResult, summaryOf } from './suiteSummary.ts';
import { TreeCpu } from './treeCpu.ts';

interface Suite {
  /** The npm script. */
  readonly script: string;
  /** Mocha reports its tests; anything else counts as one check. */
  readonly counts: 'tests' | 'once';
  /** File in `out/` for its output, which is shown only if it fails. */
  readonly log?: string;
}

const suites: readonly Suite[] = [
  { script: 'types', counts: 'once' },
  { script: 'lint', counts: 'once' },
  { script: 'package', counts: 'once', log: 'package.log' },
  { script: 'test:unit', counts: 'tests' },
  { script: 'test:interop', counts: 'tests' },
  { script: 'test:page', counts: 'tests' },
  { script: 'test:soak', counts: 'once' },
  { script: 'test:host', counts: 'tests' },
  { script: 'test:e2e', counts: 'tests' },
];

/** How often the processes are sampled, in ms: see `TreeCpu`. */
const lookEveryMs = 1000;

async function exitCode({ script, log }: Suite, env: NodeJS.ProcessEnv): Promise<number> {
  const options = { shell: process.platform === 'win32', env };
  const args = ['run', '--silent', script];
  if (log === undefined) return runInSight('npm', args, options);
  return run('npm', args, { ...options, log }).then(
    () => 0,
    error => {
      console.log(error.message);
      return 1;
    },
  );
}

async function totalsOf(suite: Suite): Promise<Totals> {
  const file = join(out, `totals-${suite.script.replace(':', '-')}.json`);
  await rm(file, { force: true });
  const code = await exitCode(suite, { ...process.env, PORTSIDE_TOTALS: file });
  if (suite.counts === 'once')
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, tests: [], failures: [] };
  // A suite without totals died early, and one without tests found none. Both are failures.
  const totals = await readFile(file, 'utf8').then(
    text => JSON.parse(text) as Totals,
    () => ({ passed: 0, failed: 1, tests: [], failures: [] }),
  );
  const isHonest = totals.passed + totals.failed > 0 && (code === 0 || totals.failed > 0);
  return isHonest ? totals : { ...totals, failed: totals.failed + 1 };
}

/** Runs something and measures its wall and CPU time. */
async function measured(name: string, work: () => Promise<Totals>): Promise<SuiteResult> {
  const startMs = performance.now();
  const cpu = new TreeCpu();
  const looking = setInterval(() => cpu.look(), lookEveryMs);
  const totals = await work();
  clearInterval(looking);
  cpu.look();
  return { name, ...totals, wallSeconds: (performance.now() - startMs) / 1000, cpuSeconds: cpu.seconds };
}

async function runSuite(suite: Suite): Promise<SuiteResult> {
  const { script } = suite;
  console.log(`\n── npm run ${script}`);
  const result = await measured(script.replace('test:', ''), () => totalsOf(suite));
  console.log(`${result.failed > 0 ? `✗ ${result.failed} failed` : '✓'} ${script}: ${costOf(result)}`);
  return result;
}

/** Installs the programs that the suites need. A missing one that can't be installed is a failure. */
async function prepare(): Promise<Totals> {
  return requirePackages(packagesOf(needingScripts.filter(script => script !== 'bench'))).then(
    () => ({ passed: 0, failed: 0, tests: [], failures: [] }),
    error => {
      console.error(error.message);
      return { passed: 0, failed: 1, tests: [], failures: [] };
    },
  );
}

await mkdir(out, { recursive: true });
const results = [await measured('system packages', prepare)];
if (results[0]?.failed === 0) for (const suite of suites) results.push(await runSuite(suite));
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${summaryOf(results)}`);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);
