/** Measures all rows of the table, in order. */
import { stat } from 'node:fs/promises';
import { vsix } from '../support/paths.ts';
import { type BenchSession, openSession } from './benchSession.ts';
import type { Bench, Setting } from './benchSetting.ts';
import { keystrokeRow, millionRows } from './browserRows.ts';
import { fileRows, framedFileRow, smallFilesRow } from './fileRows.ts';
import { longRows } from './longRows.ts';
import type { Options } from './options.ts';
import { each, exactly, type Result, within } from './result.ts';
import { datagramRow, echoRows, exportRow, manyClientsRow, recordRows } from './trafficRows.ts';
import { megabytes, ms, written } from './units.ts';
import { copiedRow, decodeRow, paintedRows } from './videoRows.ts';

const maxActivationMs = 30;
const maxVsixBytes = 2e6;

export async function measure(
  { traffic, video, quick }: Options,
  setting: Setting,
  add: (...rows: Result[]) => void,
): Promise<void> {
  if (traffic) {
    add(await activationRow(setting));
    const size = exactly((await stat(vsix)).size);
    add(within(maxVsixBytes, { what: 'size of the .vsix', runs: size, unit: megabytes }));
  }
  const { host, page, browser, close } = await openSession(setting.folder);
  try {
    await host.activate();
    const bench: Bench = { ...setting, host, page, browser };
    if (quick) await measureFloods(bench, add);
    if (traffic) await measureTraffic(bench, add);
    if (video) await measureVideo(bench, add);
  } finally {
    await close();
  }
}

/** The rows that a change of the engine's inner loops is likely to move. */
async function measureFloods(bench: Bench, add: (...rows: Result[]) => void): Promise<void> {
  add(await framedFileRow(bench));
  add(...(await recordRows(bench)));
  add(...(await echoRows(bench)));
  add(await datagramRow(bench));
}

async function measureTraffic(bench: Bench, add: (...rows: Result[]) => void): Promise<void> {
  // First: memory freed by other rows would be reused without showing up as growth.
  add(...(await fileRows(bench)));
  add(...(await millionRows(bench)));
  add(...(await recordRows(bench)));
  add(await exportRow(bench));
  add(...(await echoRows(bench)));
  add(await datagramRow(bench));
  add(await keystrokeRow(bench));
  add(await manyClientsRow(bench));
  add(await smallFilesRow(bench));
}

async function measureVideo(bench: Bench, add: (...rows: Result[]) => void): Promise<void> {
  add(await decodeRow(bench));
  add(await copiedRow(bench));
  add(...(await paintedRows(bench)));
  add(...(await longRows(bench)));
}

/** Opens a new window each time, since Portside is activated once per window. */
async function activationRow({ folder, sampler, plans }: Setting): Promise<Result> {
  let session: BenchSession | undefined;
  const closeLast = async () => {
    await session?.close();
    session = undefined;
  };
  try {
    const samples = await sampler.sample({
      what: 'activation, each time in a new window',
      plan: plans.seconds,
      before: closeLast,
      turns: {
        async ours() {
          session = await openSession(folder);
          return session.host.activate();
        },
      },
      show: ({ ours }) => written(ours, ms),
    });
    const runs = each(samples, ({ ours }) => ours);
    return within(maxActivationMs, { what: 'activation', runs, unit: ms });
  } finally {
    await closeLast();
  }
}
