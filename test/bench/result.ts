/** One row of the bench's table. */

export interface Result {
  readonly what: string;
  readonly ours: string;
  /** What it is measured against, and how that did. */
  readonly against: string;
  readonly ratio: string;
  readonly aim: string;
  /** Nothing where there is no aim. */
  readonly met?: boolean;
}

/** What was measured on both sides. */
export interface Comparison {
  readonly what: string;
  readonly ours: number;
  readonly peer: string;
  readonly theirs: number;
  readonly unit: (value: number) => string;
}

/** A row where more is better: our rate must be at least `aim` times theirs. */
export function atLeast(aim: number, comparison: Comparison): Result {
  return { ...compared(comparison), aim: `≥ ${aim.toFixed(1)} ×`, met: comparison.ours >= aim * comparison.theirs };
}

/** A row where less is better: ours may be at most `aim` times theirs. */
export function atMost(aim: number, comparison: Comparison): Result {
  return { ...compared(comparison), aim: `≤ ${aim.toFixed(1)} ×`, met: comparison.ours <= aim * comparison.theirs };
}

export function compared({ what, ours, peer, theirs, unit }: Comparison): Omit<Result, 'aim' | 'met'> {
  return { what, ours: unit(ours), against: `${peer}: ${unit(theirs)}`, ratio: (ours / theirs).toFixed(2) };
}

/** A row with a limit of its own. */
export function within(what: string, ours: number, limit: number, unit: (value: number) => string): Result {
  return { what, ours: unit(ours), against: '', ratio: '', aim: `≤ ${unit(limit)}`, met: ours <= limit };
}

/** A row that has no aim: it tells what something costs. */
export function figure(what: string, ours: number, unit: (value: number) => string): Result {
  return { what, ours: unit(ours), against: '', ratio: '', aim: '' };
}

/** A row whose rate is to be held, but for what is lost at the edges of the time that was measured. */
export function steadily(what: string, ours: number, rate: number, unit: (value: number) => string): Result {
  return { what, ours: unit(ours), against: '', ratio: '', aim: unit(rate), met: ours >= 0.99 * rate };
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const us = (value: number) => `${Math.round(value)} µs`;
export const megabytes = (value: number) => `${value < 10e6 ? (value / 1e6).toFixed(2) : Math.round(value / 1e6)} MB`;
export const gigabytesPerSecond = (value: number) => `${(value / 1e9).toFixed(2)} GB/s`;
export const picturesPerSecond = (value: number) => `${value < 100 ? value.toFixed(1) : Math.round(value)} /s`;
export const perSecond = (value: number) => `${Math.round(value / 1000)} k/s`;

/** The table in Markdown. */
export function tableOf(results: readonly Result[]): string {
  const head = ['| what | Portside | against | ratio | aim | |', '| --- | --- | --- | --- | --- | --- |'];
  const rows = results.map(
    ({ what, ours, against, ratio, aim, met }) =>
      `| ${what} | ${ours} | ${against} | ${ratio} | ${aim} | ${met === undefined ? '' : met ? 'met' : 'missed'} |`,
  );
  return [...head, ...rows].join('\n');
}
