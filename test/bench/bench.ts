/** `npm run bench`: Portside side by side with its peers in one run, as a table of ratios. With `--readme` the table goes into the README, with `--video` only video is measured. */
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createRpc } from '../../src/protocol/rpc.ts';
import { startHostSuite } from '../support/extensionHost.ts';
import { jsonChannel } from '../support/jsonChannel.ts';
import { root, vsix } from '../support/paths.ts';
import { runInSight } from '../support/run.ts';
import { type HostCalls, portFile } from './benchCalls.ts';
import { keystrokeRow, millionRows } from './browserRows.ts';
import { fileRows, smallFilesRow } from './fileRows.ts';
import { megabytes, ms, type Result, tableOf, within } from './result.ts';
import { type Bench, datagramRow, echoRows, exportRow, manyClientsRow, recordRows } from './trafficRows.ts';
import { copiedRow, decodeRow, longRows, paintedRows } from './videoRows.ts';

const startupMs = 5000;
const isVideoAlone = process.argv.includes('--video');
const marks = { begin: '<!-- bench -->', end: '<!-- /bench -->' };

async function bundle(): Promise<void> {
  for (const args of [
    ['run', '--silent', 'package'],
    ['run', '--silent', 'build', '--', '--tests'],
  ]) {
    if ((await runInSight('npm', args, { cwd: root, shell: process.platform === 'win32' })) !== 0)
      throw new Error('it does not build');
  }
}

async function measure(folder: string): Promise<Result[]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  await writeFile(join(folder, portFile), String((server.address() as AddressInfo).port));
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const running = await startHostSuite({
    activatesWhenAsked: true,
    harness: join(root, 'test/host/harness'),
    suite: join(root, 'out/test/bench/index.cjs'),
    folder,
  });
  try {
    const [socket] = await connected;
    const host = createRpc<HostCalls, object>({}, jsonChannel(socket));
    const results: Result[] = [];
    const add = (...rows: Result[]) => {
      for (const row of rows) console.log(`${row.what}: ${row.ours} ${row.against && `(${row.against})`} ${row.ratio}`);
      results.push(...rows);
    };
    // The workbench is still starting: what else it loads is not what is measured.
    await running.page.waitForTimeout(startupMs);
    add(
      within('activation', await host.activate(), 30, ms),
      within('size of the .vsix', (await stat(vsix)).size, 2e6, megabytes),
    );
    const bench = { host, folder };
    if (!isVideoAlone) await measureTraffic(bench, running.page, add);
    add(await decodeRow(bench), await copiedRow(bench));
    add(...(await paintedRows(bench, running.page)));
    add(...(await longRows(bench, running.page, running.browser)));
    await host.quit();
    await running.ended;
    return results;
  } finally {
    await running.stop();
    server.close();
  }
}

async function measureTraffic(bench: Bench, page: Page, add: (...rows: Result[]) => void): Promise<void> {
  // First, since what was freed after the others may be used again unseen.
  const files = await fileRows(bench);
  add(...(await millionRows(bench, page)));
  add(...(await recordRows(bench)));
  add(await exportRow(bench));
  add(...(await echoRows(bench)));
  add(await datagramRow(bench));
  add(await keystrokeRow(bench, page));
  add(await manyClientsRow(bench));
  add(...files, await smallFilesRow(bench));
}

async function intoReadme(table: string): Promise<void> {
  const file = join(root, 'README.md');
  const text = await readFile(file, 'utf8');
  const [before, rest = ''] = text.split(marks.begin);
  const after = rest.split(marks.end)[1];
  if (after === undefined) throw new Error(`README.md has no ${marks.begin} … ${marks.end}`);
  await writeFile(file, `${before}${marks.begin}\n${table}\n${marks.end}${after}`);
}

const folder = await mkdtemp(join(tmpdir(), 'portside-bench-'));
try {
  await bundle();
  const results = await measure(folder);
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 1024 ** 3)} GiB, ${process.platform}`;
  const table = `${tableOf(results)}\n\nMeasured on ${machine}, ${new Date().toISOString().slice(0, 10)}.`;
  console.log(`\n${table}`);
  if (process.argv.includes('--readme')) await intoReadme(table);
} finally {
  await rm(folder, { recursive: true, force: true });
}
