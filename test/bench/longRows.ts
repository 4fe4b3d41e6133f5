/** Rows of the table about ten minutes of video: pictures painted, their age, and memory growth. */
import { setTimeout } from 'node:timers/promises';
import type { Bench } from './benchSetting.ts';
import { browserMemory } from './browserMemory.ts';
import { vga } from './framePlayer.ts';
import { panelFrame } from './panelFrame.ts';
import type { Selection } from './plan.ts';
import { exactly, type Result, steadily, within } from './result.ts';
import { median, percentile } from './statistics.ts';
import { megabytes, ms, picturesPerSecond } from './units.ts';
import { type Painted, pictureCanvas, watchPainted } from './watchPainted.ts';

const fps = 30;
const minutes = 10;
const memorySamplesPerMinute = 12;
/** Loading and compiling in the first two minutes don't count as growth. */
const settledMinutes = 2;
/** Leaking one kilobyte per picture would reach this. */
const maxGrowth = 16e6;
const maxAgeMs = 100;

interface Memory {
  readonly host: number;
  readonly browser: number | undefined;
}

/** Sends our own test pattern through a socket to a canvas in the same window. */
export async function longRows(bench: Bench): Promise<Result[]> {
  const { sampler, plans, sizes } = bench;
  const samples = await sampler.sample({
    what: `test pattern of 640 × 480 for ${minutes} minutes`,
    plan: plans.once,
    turns: { ours: () => watchLong(bench) },
    show: ({ ours }) => `${ours.painted.length} pictures painted`,
  });
  const [sample] = samples.counted;
  if (!sample) throw new Error('no sample was taken');
  const { painted, memories } = sample.ours;
  const inMinutes = minutesOf(painted, sizes.minuteMs).map(pictures => pictures.map(({ ageMs }) => ageMs));
  const row = (figureOf: (agesMs: number[]) => number): Selection<number> => {
    const counted = inMinutes.map(figureOf);
    return { counted, taken: counted.length, isNoisy: samples.isNoisy };
  };
  const age = (part: number) =>
    within(maxAgeMs, {
      what: `test pattern’s clock to canvas, p${100 * part}`,
      runs: row(agesMs => percentile(agesMs, part)),
      noun: 'minute',
      unit: ms,
    });
  return [
    steadily(fps, {
      what: `pictures painted in ${minutes} minutes`,
      runs: row(agesMs => (agesMs.length * 1000) / sizes.minuteMs),
      noun: 'minute',
      unit: picturesPerSecond,
    }),
    age(0.5),
    age(0.95),
    ...growthRows(memories),
  ];
}

async function watchLong({ host, page, browser, sizes }: Bench): Promise<{ painted: Painted[]; memories: Memory[] }> {
  const port = await host.open('pattern', { kind: 'tcp-server', address: ':0' });
  await host.sendPattern('pattern', { ...vga, fps });
  await host.open('long', { kind: 'tcp-client', address: `127.0.0.1:${port}` });
  await host.openPanel('long');
  const frame = await panelFrame(page);
  await host.showVideo('long');
  await frame.locator(pictureCanvas).waitFor();
  const watching = watchPainted(frame, vga, minutes * sizes.minuteMs);
  const memories: Memory[] = [];
  for (let sample = 0; sample < minutes * memorySamplesPerMinute; sample++) {
    await Promise.race([watching, setTimeout(sizes.minuteMs / memorySamplesPerMinute)]);
    memories.push({ host: await host.memory(), browser: await browserMemory(browser) });
  }
  const painted = await watching;
  await host.remove('long');
  await host.remove('pattern');
  return { painted, memories };
}

function minutesOf(painted: readonly Painted[], minuteMs: number): Painted[][] {
  return Array.from({ length: minutes }, (_, minute) =>
    painted.filter(({ atMs }) => Math.floor(atMs / minuteMs) === minute),
  );
}

/** Compares the medians of the last and the third minute. */
function growthRows(memories: readonly Memory[]): Result[] {
  const settled = memories.slice(settledMinutes * memorySamplesPerMinute);
  const first = settled.slice(0, memorySamplesPerMinute);
  const last = settled.slice(-memorySamplesPerMinute);
  const row = (of: keyof Memory, whose: string) => {
    const growth = median(last.map(held => held[of] ?? Number.NaN)) - median(first.map(held => held[of] ?? Number.NaN));
    const what = `${whose} memory, 10th minute above 3rd`;
    return within(maxGrowth, { what, runs: exactly(growth), unit: megabytes });
  };
  const isBrowserKnown = memories.every(({ browser }) => browser !== undefined);
  return [row('host', 'extension host’s'), ...(isBrowserKnown ? [row('browser', 'browser’s')] : [])];
}
