/** How often something is measured, and which of the samples count. */

/** How many undisturbed samples are wanted, and after how many samples to stop without them. */
export interface Plan {
  readonly wanted: number;
  readonly atMost: number;
}

/** What took part of the CPU while a sample was taken. */
export interface Sample {
  /** The share of all cores that other processes used, from 0 to 1. Undefined where the system doesn't tell. */
  readonly others: number | undefined;
}

export interface Selection<T> {
  readonly counted: readonly T[];
  /** Samples taken, including those that don't count. */
  readonly taken: number;
  /** There were too few undisturbed samples: some that count were disturbed. */
  readonly isNoisy: boolean;
}

/** Beyond this share, other processes have disturbed the sample. */
export const maxOthers = 0.1;

export function isDisturbed({ others }: Sample): boolean {
  return others !== undefined && others > maxOthers;
}

/** True when no more samples are to be taken. */
export function isEnough(samples: readonly Sample[], { wanted, atMost }: Plan): boolean {
  return samples.length >= atMost || samples.filter(sample => !isDisturbed(sample)).length >= wanted;
}

/** The undisturbed samples; where there are too few, the wanted number of those that were disturbed least. */
export function selected<T extends Sample>(samples: readonly T[], { wanted }: Plan): Selection<T> {
  const quiet = samples.filter(sample => !isDisturbed(sample));
  const taken = samples.length;
  if (quiet.length >= wanted) return { counted: quiet, taken, isNoisy: false };
  const byOthers = samples.toSorted((one, other) => (one.others ?? 0) - (other.others ?? 0));
  return { counted: byOthers.slice(0, wanted), taken, isNoisy: true };
}
