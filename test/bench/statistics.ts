/** The numbers that stand for many: medians, ranges, percentiles. */

/** A median, and how far the values lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One run of Portside and the run of its peer right before. */
export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** @throws RangeError without values. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('there is no median of no values');
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** Of the ratios of the pairs, not the ratio of two medians: a slow minute of the machine slows both runs of a pair. */
export function ratiosOf(pairs: readonly Pair[]): Spread {
  return spreadOf(pairs.map(({ ours, theirs }) => ours / theirs));
}

/** The middle value; of an even number, half way between the middle two. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The value that `part` (0 to 1) of all values lie below. NaN without values. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
}
