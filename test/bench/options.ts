/** What `npm run bench -- …` was asked for, and how much of everything is measured. */
import type { Plan } from './plan.ts';

export interface Options {
  readonly traffic: boolean;
  readonly video: boolean;
  /** Sizes too small for figures: to try the bench itself. */
  readonly quick: boolean;
  /** Writes the table into CONTRIBUTING.md. */
  readonly keep: boolean;
}

const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;

const fullSizes = {
  /** Touched before each run of a comparison, so that no run is the first to use its memory. */
  touchedBytes: 3 * gibibyte,
  floodBytes: gibibyte,
  fileBytes: gibibyte,
  smallFiles: 3000,
  /** One process a file is so slow that a part of them is enough. */
  smallFilesOfPeer: 300,
  trips: 3000,
  udpSeconds: 3,
  manyClients: 10_000,
  entries: 1_000_000,
  keystrokes: 60,
  /** Python is slower: fewer pictures take it as long. */
  decoded: { ours: 3000, theirs: 600 },
  paintedMs: 20_000,
  messages: 40,
  minuteMs: 60_000,
};

export type Sizes = Readonly<typeof fullSizes>;

const quickSizes: Sizes = {
  touchedBytes: 64 * mebibyte,
  floodBytes: 64 * mebibyte,
  fileBytes: 64 * mebibyte,
  smallFiles: 100,
  smallFilesOfPeer: 20,
  trips: 500,
  udpSeconds: 0.5,
  manyClients: 200,
  entries: 20_000,
  keystrokes: 10,
  decoded: { ours: 300, theirs: 60 },
  paintedMs: 2000,
  messages: 5,
  minuteMs: 1000,
};

const fullPlans = {
  /** What takes seconds. */
  seconds: { wanted: 5, atMost: 15 },
  /** Round trips jump between two speeds, as the system keeps both sides on one core or not: many short runs. */
  roundTrips: { wanted: 15, atMost: 45 },
  /** What is over in milliseconds. */
  moments: { wanted: 9, atMost: 27 },
  /** What takes most of a minute. */
  minutes: { wanted: 3, atMost: 5 },
  once: { wanted: 1, atMost: 1 },
} as const satisfies Record<string, Plan>;

export type Plans = Readonly<Record<keyof typeof fullPlans, Plan>>;

const quickPlan: Plan = { wanted: 2, atMost: 3 };
const quickPlans: Plans = {
  seconds: quickPlan,
  roundTrips: quickPlan,
  moments: quickPlan,
  minutes: quickPlan,
  once: fullPlans.once,
};

/** @throws RangeError in one sentence that says what is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const names = ['--traffic', '--video', '--quick', '--keep'];
  const unknown = args.find(arg => !names.includes(arg));
  if (unknown !== undefined) throw new RangeError(`Unknown option ${unknown}: the bench has ${names.join(', ')}.`);
  const [traffic, video, quick, keep] = names.map(name => args.includes(name)) as [boolean, boolean, boolean, boolean];
  const isWhole = traffic === video;
  if (keep && (quick || !isWhole)) {
    throw new RangeError('--keep needs the whole bench: leave out --traffic, --video and --quick.');
  }
  return { traffic: isWhole || traffic, video: isWhole || video, quick, keep };
}

export function sizesOf({ quick }: Options): Sizes {
  return quick ? quickSizes : fullSizes;
}

export function plansOf({ quick }: Options): Plans {
  return quick ? quickPlans : fullPlans;
}

/** How long it takes, for people who wait. */
export function durationText({ traffic, video, quick }: Options): string {
  if (quick) return 'about two minutes';
  const quiet = (traffic ? 30 : 0) + (video ? 20 : 0);
  const busy = (traffic ? 45 : 0) + (video ? 30 : 0);
  return `about ${quiet} minutes on a quiet machine, up to ${busy} on a busy one`;
}

/** `1 GiB`, `64 MiB`. */
export function binarySize(bytes: number): string {
  return bytes >= gibibyte ? `${bytes / gibibyte} GiB` : `${bytes / mebibyte} MiB`;
}
