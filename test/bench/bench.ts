/**
 * `npm run bench`: measures Portside and its peers in turns and prints a table of medians and ranges. `--traffic` and `--video` measure one
 * part, `--quick` the few ratios that matter most. `--keep` writes the table into CONTRIBUTING.md, `--trial` tries the bench itself.
 */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { run } from '../support/run.ts';
import { conditionsText } from './conditions.ts';
import { type CpuMeter, cpuMeter } from './cpuMeter.ts';
import { measure } from './measure.ts';
import { durationText, type Options, parseOptions, plansOf, sizesOf } from './options.ts';
import { requirePeers } from './peers.ts';
import { type Result, tableOf } from './result.ts';
import { withTable } from './resultsPage.ts';
import { Sampler } from './sampler.ts';
import { touchMemory } from './touchMemory.ts';

const startMs = performance.now();

/** Prints a line with the time since the start. */
function print(line: string): void {
  const seconds = Math.floor((performance.now() - startMs) / 1000);
  console.log(`${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}  ${line}`);
}

async function bundle(): Promise<void> {
  const options = { cwd: root, shell: process.platform === 'win32', log: 'package.log' };
  await run('npm', ['run', '--silent', 'package'], options);
  await run('npm', ['run', '--silent', 'build', '--', '--tests'], options);
}

async function bench(options: Options, { folder, meter }: { folder: string; meter: CpuMeter }): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  print('building the package');
  await bundle();
  const sampler = new Sampler({ meter, print });
  const sizes = sizesOf(options);
  const touch = () => touchMemory(sizes.touchedBytes);
  const results: Result[] = [];
  const table = () => {
    const [cpu] = cpus();
    const [cores, model, memoryBytes] = [cpus().length, cpu?.model.trim() ?? 'unknown', totalmem()];
    const machine = { cores, model, memoryBytes, platform: process.platform };
    const loads = [loadBefore, loadavg()[0] ?? 0] as const;
    return `${tableOf(results)}\n\n${conditionsText({ machine, date: new Date(), loads, usages: sampler.usages })}`;
  };
  const add = (...rows: Result[]) => {
    for (const { what, ours, against, ratio } of rows)
      print(`= ${what}: ${ours} ${against && `| ${against}`} ${ratio && `| ${ratio} ×`}`);
    results.push(...rows);
  };
  try {
    await measure(options, { folder, sampler, sizes, plans: plansOf(options), touch }, add);
  } finally {
    // After a failure, shows what was measured until then.
    console.log(`\n${table()}`);
  }
  if (options.trial) console.log('\nThese figures mean nothing: --trial only tries the bench itself.');
  if (options.keep) {
    const page = join(root, 'CONTRIBUTING.md');
    await writeFile(page, withTable(await readFile(page, 'utf8'), table()));
  }
}

function options(): Options {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    return process.exit(2);
  }
}

/** Installs missing programs, or names them and exits. Nothing is running yet that would have to be ended. */
async function prepare(options: Options): Promise<void> {
  try {
    await requirePeers(options);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

const chosen = options();
await prepare(chosen);
const folder = await mkdtemp(join(tmpdir(), 'portside-bench-'));
const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
// Everything that was started ends in exit handlers, which a signal alone would skip.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    process.once('exit', removeFolder);
    process.exit(130);
  });
}
const meter = cpuMeter();
console.log(`The bench takes ${durationText(chosen)}. Press Ctrl+C to stop.`);
console.log(
  meter.isAble
    ? 'Leave the machine alone meanwhile: runs during which other programs use more than 10 % of the CPU are repeated.'
    : 'Leave the machine alone meanwhile: this system doesn’t report the CPU use of other programs, so every run counts.',
);
try {
  await bench(chosen, { folder, meter });
} finally {
  removeFolder();
}
