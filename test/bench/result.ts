/** One row of the bench's table. */
import type { Selection } from './plan.ts';
import { type Pair, ratiosOf, type Spread, spreadOf } from './statistics.ts';
import { type Unit, written } from './units.ts';

export interface Result {
  readonly what: string;
  readonly ours: string;
  /** The program that Portside is compared with, and its value. */
  readonly against: string;
  readonly ratio: string;
  /** How many runs or pairs of runs count. */
  readonly runs: string;
  readonly aim: string;
  /** Undefined if there is no aim. */
  readonly met?: boolean;
}

/** A measurement of both sides, in turns. */
export interface Comparison {
  readonly what: string;
  readonly pairs: Selection<Pair>;
  readonly peer: string;
  readonly unit: Unit;
}

/** A measurement of our side only. */
export interface Measurement {
  readonly what: string;
  readonly runs: Selection<number>;
  /** The thing that one value stands for. Default: `run`. */
  readonly noun?: string;
  readonly unit: Unit;
}

/** Returns a row where more is better: our rate must be at least `aim` times theirs. */
export function atLeast(aim: number, comparison: Comparison): Result {
  const { row, ratio } = compared(comparison);
  return { ...row, aim: `≥ ${factor(aim)} ×`, met: ratio.median >= aim };
}

/** Returns a row where less is better: ours may be at most `aim` times theirs. */
export function atMost(aim: number, comparison: Comparison): Result {
  const { row, ratio } = compared(comparison);
  return { ...row, aim: `≤ ${factor(aim)} ×`, met: ratio.median <= aim };
}

/** Returns a row with an absolute limit that also shows a peer's value. */
export function withinBeside(limit: number, comparison: Comparison): Result {
  const { row, ours } = compared(comparison);
  return { ...row, aim: `≤ ${written(limit, comparison.unit)}`, met: ours.median <= limit };
}

/** Returns a row with an absolute limit. */
export function within(limit: number, measurement: Measurement): Result {
  const { row, ours } = measured(measurement);
  return { ...row, aim: `≤ ${written(limit, measurement.unit)}`, met: ours.median <= limit };
}

/** Returns a row without an aim. */
export function figure(measurement: Measurement): Result {
  return measured(measurement).row;
}

/** Returns a row whose rate must be reached, with 1 % tolerance for the edges of the measured time. */
export function steadily(rate: number, measurement: Measurement): Result {
  const { row, ours } = measured(measurement);
  return { ...row, aim: written(rate, measurement.unit), met: ours.median >= 0.99 * rate };
}

/** Wraps a single value that no other process can disturb. */
export function exactly(value: number): Selection<number> {
  return { counted: [value], taken: 1, isNoisy: false };
}

/** Maps each sample to one figure. */
export function each<T, Value>({ counted, ...rest }: Selection<T>, figureOf: (sample: T) => Value): Selection<Value> {
  return { ...rest, counted: counted.map(figureOf) };
}

/** Returns `5 runs`, `5 of 7 runs` if some were discarded, or `5 of 15 runs, noisy` if the counted ones were disturbed. */
export function runsText({ counted, taken, isNoisy }: Selection<unknown>, noun: string): string {
  const number = taken === counted.length ? `${taken}` : `${counted.length} of ${taken}`;
  return `${number} ${noun}${taken === 1 ? '' : 's'}${isNoisy ? ', noisy' : ''}`;
}

/** Returns the median with its unit, and the range unless it is a single value. */
export function spreadText({ median, min, max }: Spread, { name, digits }: Unit): string {
  const range = digits(min) === digits(max) ? '' : ` (${digits(min)} to ${digits(max)})`;
  return `${digits(median)}${name}${range}`;
}

/** Returns the table in Markdown. */
export function tableOf(results: readonly Result[]): string {
  const head = ['| what | Portside | against | ratio | runs | aim | |', '| --- | --- | --- | --- | --- | --- | --- |'];
  const rows = results.map(
    ({ what, ours, against, ratio, runs, aim, met }) =>
      `| ${what} | ${ours} | ${against} | ${ratio} | ${runs} | ${aim} | ${met === undefined ? '' : met ? 'met' : 'missed'} |`,
  );
  return [...head, ...rows].join('\n');
}

/** Formats an aim: `1.0`, `0.85`. */
function factor(aim: number): string {
  return aim.toFixed(Math.round(aim * 100) % 10 === 0 ? 1 : 2);
}

function compared({ what, pairs, peer, unit }: Comparison): { row: Omit<Result, 'met'>; ours: Spread; ratio: Spread } {
  const { counted } = pairs;
  const ours = spreadOf(counted.map(pair => pair.ours));
  const theirs = spreadOf(counted.map(pair => pair.theirs));
  const ratio = ratiosOf(counted);
  const row = {
    what,
    ours: spreadText(ours, unit),
    against: `${peer}: ${spreadText(theirs, unit)}`,
    ratio: spreadText(ratio, { name: '', digits: value => value.toFixed(2) }),
    runs: runsText(pairs, 'pair'),
    aim: '',
  };
  return { row, ours, ratio };
}

function measured({ what, runs, noun = 'run', unit }: Measurement): { row: Result; ours: Spread } {
  const ours = spreadOf(runs.counted);
  const row = { what, ours: spreadText(ours, unit), against: '', ratio: '', runs: runsText(runs, noun), aim: '' };
  return { row, ours };
}
