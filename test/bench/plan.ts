/** Decides how often something is measured and which samples count. */

/** How many undisturbed samples are wanted, and the most samples to take. */
export interface Plan {
  readonly wanted: number;
  readonly atMost: number;
}

/** How much a sample was disturbed. */
export interface Sample {
  /** The share of all cores that other processes used, from 0 to 1. Undefined on systems that don't report it. */
  readonly others: number | undefined;
}

export interface Selection<T> {
  readonly counted: readonly T[];
  /** Samples taken, including those that don't count. */
  readonly taken: number;
  /** True if some counted samples were disturbed, because there were too few others. */
  readonly isNoisy: boolean;
}

/** Above this share, a sample counts as disturbed. */
export const maxOthers = 0.1;

export function isDisturbed({ others }: Sample): boolean {
  return others !== undefined && others > maxOthers;
}

/** Returns true if no more samples are needed. */
export function isEnough(samples: readonly Sample[], { wanted, atMost }: Plan): boolean {
  return samples.length >= atMost || samples.filter(sample => !isDisturbed(sample)).length >= wanted;
}

/** Selects the undisturbed samples or, if there are too few, the wanted number of least disturbed ones. */
export function selected<T extends Sample>(samples: readonly T[], { wanted }: Plan): Selection<T> {
  const quiet = samples.filter(sample => !isDisturbed(sample));
  const taken = samples.length;
  if (quiet.length >= wanted) return { counted: quiet, taken, isNoisy: false };
  const byOthers = samples.toSorted((one, other) => (one.others ?? 0) - (other.others ?? 0));
  return { counted: byOthers.slice(0, wanted), taken, isNoisy: true };
}
