/** `npm run bench`: Portside and its peers in turns, as a table of medians and ranges. `--traffic` and `--video` measure a part, `--readme` writes the table into the README, `--quick` tries the bench itself. */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { runInSight } from '../support/run.ts';
import { conditionsText } from './conditions.ts';
import { cpuMeter } from './cpuMeter.ts';
import { measure } from './measure.ts';
import { durationText, type Options, parseOptions, plansOf, sizesOf } from './options.ts';
import { requirePeers } from './peers.ts';
import { withTable } from './readmeTable.ts';
import { type Result, tableOf } from './result.ts';
import { Sampler } from './sampler.ts';
import { touchMemory } from './touchMemory.ts';

const startMs = performance.now();

/** Prints a line with the time since the start. */
function print(line: string): void {
  const seconds = Math.floor((performance.now() - startMs) / 1000);
  console.log(`${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}  ${line}`);
}

async function bundle(): Promise<void> {
  for (const args of [
    ['run', '--silent', 'package'],
    ['run', '--silent', 'build', '--', '--tests'],
  ]) {
    if ((await runInSight('npm', args, { cwd: root, shell: process.platform === 'win32' })) !== 0)
      throw new Error('it does not build');
  }
}

async function bench(options: Options, folder: string): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  await requirePeers(options);
  print('building the package');
  await bundle();
  const sampler = new Sampler({ meter: cpuMeter(), print });
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
    // What was measured before a failure is shown, too.
    console.log(`\n${table()}`);
  }
  if (options.quick) console.log('\nThese are no figures: --quick only tries the bench itself.');
  if (options.readme) {
    const readme = join(root, 'README.md');
    await writeFile(readme, withTable(await readFile(readme, 'utf8'), table()));
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

const chosen = options();
// Whatever was started ends when this process exits, which a signal alone would not let it do.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
const folder = await mkdtemp(join(tmpdir(), 'portside-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
console.log(`The bench takes ${durationText(chosen)}. Ctrl+C ends it.`);
console.log(
  'Leave the machine alone meanwhile: runs during which other programs use more than 10 % of the CPU don’t count.',
);
await bench(chosen, folder);
