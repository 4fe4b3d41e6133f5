/** Describes the conditions under which the table was measured. */
import type { Usage } from './cpuUsage.ts';
import { isDisturbed, maxOthers } from './plan.ts';
import { percentile, spreadOf } from './statistics.ts';

export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryBytes: number;
  readonly platform: string;
}

export interface Conditions {
  readonly machine: Machine;
  readonly date: Date;
  /** Load averages of one minute, before the bench and at its end. 0 where the system has none. */
  readonly loads: readonly [before: number, end: number];
  /** CPU usage of other processes during each run or pair. */
  readonly usages: readonly Usage[];
}

const gibibyte = 1024 ** 3;

/** Returns the paragraph below the table. */
export function conditionsText({ machine, date, loads, usages }: Conditions): string {
  const { cores, model, memoryBytes, platform } = machine;
  const memory = `${Math.round(memoryBytes / gibibyte)} GiB`;
  const day = date.toISOString().slice(0, 10);
  const [before, end] = loads.map(load => load.toFixed(2));
  const load = loads.some(value => value > 0)
    ? ` The load average was ${before} before the bench, and ${end} at its end, its own work included.`
    : '';
  return `Measured on ${cores} cores (${model}), ${memory}, ${platform}, ${day}.${load} ${usageText(usages)}`;
}

function usageText(usages: readonly Usage[]): string {
  if (usages.length === 0) return 'Nothing was discarded, since this system doesn’t report what other processes use.';
  const text = (of: keyof Usage) => {
    const shares = usages.map(usage => usage[of]);
    return `${percent(percentile(shares, 0.5))} (at most ${percent(spreadOf(shares).max)})`;
  };
  const disturbed = usages.filter(isDisturbed).length;
  const limit = `${100 * maxOthers} %`;
  return `At the median of ${usages.length} runs and pairs, steal was ${text('steal')} and other processes used ${text('others')} of the CPU; ${disturbed} of them exceeded the ${limit} beyond which they don’t count.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
