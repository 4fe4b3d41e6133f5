/** One row of the bench's table. */

export interface Result {
  readonly what: string;
  readonly ours: string;
  /** What it is measured against, and how that did. */
  readonly against: string;
  readonly ratio: string;
  readonly aim: string;
  readonly met: boolean;
}

/** A row where more is better: our rate must be at least `aim` times theirs. */
export function atLeast(
  what: string,
  ours: number,
  peer: string,
  theirs: number,
  aim: number,
  unit: (value: number) => string,
): Result {
  const ratio = ours / theirs;
  const against = `${peer}: ${unit(theirs)}`;
  return { what, ours: unit(ours), against, ratio: ratio.toFixed(2), aim: `≥ ${aim.toFixed(1)} ×`, met: ratio >= aim };
}

/** A row where less is better: ours may be at most `aim` times theirs. */
export function atMost(
  what: string,
  ours: number,
  peer: string,
  theirs: number,
  aim: number,
  unit: (value: number) => string,
): Result {
  const ratio = ours / theirs;
  const against = `${peer}: ${unit(theirs)}`;
  return { what, ours: unit(ours), against, ratio: ratio.toFixed(2), aim: `≤ ${aim.toFixed(1)} ×`, met: ratio <= aim };
}

/** A row with a limit of its own. */
export function within(what: string, ours: number, limit: number, unit: (value: number) => string): Result {
  return { what, ours: unit(ours), against: '', ratio: '', aim: `≤ ${unit(limit)}`, met: ours <= limit };
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const us = (value: number) => `${Math.round(value)} µs`;
export const megabytes = (value: number) => `${value < 10e6 ? (value / 1e6).toFixed(2) : Math.round(value / 1e6)} MB`;
export const gigabytesPerSecond = (value: number) => `${(value / 1e9).toFixed(2)} GB/s`;
export const perSecond = (value: number) => `${Math.round(value / 1000)} k/s`;

/** The table in Markdown. */
export function tableOf(results: readonly Result[]): string {
  const head = ['| what | Portside | against | ratio | aim | |', '| --- | --- | --- | --- | --- | --- |'];
  const rows = results.map(
    ({ what, ours, against, ratio, aim, met }) =>
      `| ${what} | ${ours} | ${against} | ${ratio} | ${aim} | ${met ? 'met' : 'missed'} |`,
  );
  return [...head, ...rows].join('\n');
}
