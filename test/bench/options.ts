/** Options of `npm run bench -- …`, and the sizes and repetitions that they select. */
import type { Plan } from './plan.ts';

export interface Options {
  readonly traffic: boolean;
  readonly video: boolean;
  /** Measures only the few rows whose ratios matter most, with fewer pairs. */
  readonly quick: boolean;
  /** Uses sizes too small for meaningful figures, to try the bench itself. */
  readonly trial: boolean;
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
  /** One process per file is so slow that fewer files are enough. */
  smallFilesOfPeer: 300,
  trips: 3000,
  udpSeconds: 3,
  manyClients: 10_000,
  entries: 1_000_000,
  keystrokes: 60,
  /** Python is slower, so fewer pictures take as long. */
  decoded: { ours: 3000, theirs: 600 },
  paintedMs: 20_000,
  messages: 40,
  minuteMs: 60_000,
};

export type Sizes = Readonly<typeof fullSizes>;

const trialSizes: Sizes = {
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
  /** For rows that take seconds. */
  seconds: { wanted: 5, atMost: 15 },
  /** Many short runs: round trips alternate between two speeds, depending on whether the system keeps both sides on one core. */
  roundTrips: { wanted: 15, atMost: 45 },
  /** For rows that take milliseconds. */
  moments: { wanted: 9, atMost: 27 },
  /** For rows that take most of a minute. */
  minutes: { wanted: 3, atMost: 5 },
  once: { wanted: 1, atMost: 1 },
} as const satisfies Record<string, Plan>;

export type Plans = Readonly<Record<keyof typeof fullPlans, Plan>>;

/** Nothing is measured again: the time is limited. */
const quickPlans: Plans = { ...fullPlans, seconds: { wanted: 3, atMost: 3 }, roundTrips: { wanted: 9, atMost: 9 } };

const trialPlan: Plan = { wanted: 2, atMost: 3 };
const trialPlans: Plans = {
  seconds: trialPlan,
  roundTrips: trialPlan,
  moments: trialPlan,
  minutes: trialPlan,
  once: fullPlans.once,
};

/** @throws RangeError that says in one sentence what is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const names = ['--traffic', '--video', '--quick', '--trial', '--keep'];
  const unknown = args.find(arg => !names.includes(arg));
  if (unknown !== undefined) throw new RangeError(`Unknown option ${unknown}: valid options are ${names.join(', ')}.`);
  const [traffic, video, quick, trial, keep] = names.map(name => args.includes(name));
  const areBoth = traffic === video;
  if (keep && (quick || trial || !areBoth))
    throw new RangeError('--keep needs the whole bench: leave out --traffic, --video, --quick and --trial.');
  if (quick && (traffic || video))
    throw new RangeError('--quick measures a part of its own: leave out --traffic and --video.');
  return {
    traffic: !quick && (areBoth || traffic === true),
    video: !quick && (areBoth || video === true),
    quick: quick === true,
    trial: trial === true,
    keep: keep === true,
  };
}

export function sizesOf({ trial }: Options): Sizes {
  return trial ? trialSizes : fullSizes;
}

export function plansOf({ quick, trial }: Options): Plans {
  if (trial) return trialPlans;
  return quick ? quickPlans : fullPlans;
}

/** Returns how long the bench takes, for the user. */
export function durationText({ traffic, video, quick, trial }: Options): string {
  if (quick || trial) return 'about two minutes';
  const quiet = (traffic ? 30 : 0) + (video ? 20 : 0);
  const busy = (traffic ? 45 : 0) + (video ? 30 : 0);
  return `about ${quiet} minutes on a quiet machine, up to ${busy} on a busy one`;
}

/** Formats a size: `1 GiB`, `64 MiB`. */
export function binarySize(bytes: number): string {
  return bytes >= gibibyte ? `${bytes / gibibyte} GiB` : `${bytes / mebibyte} MiB`;
}
