/** Takes samples of Portside and its peer in turns, until enough of them are undisturbed. */
import type { CpuMeter } from './cpuMeter.ts';
import type { Usage } from './cpuUsage.ts';
import { isDisturbed, isEnough, type Plan, type Sample, type Selection, selected } from './plan.ts';

/** The parts of one sample. Each runs once, in this order. */
export type Turns<T> = { readonly [Name in keyof T]: () => Promise<T[Name]> };

export interface Sampling<T> {
  /** Progress line for the user. */
  readonly what: string;
  readonly plan: Plan;
  readonly turns: Turns<T>;
  /** Runs before each turn and isn't measured. */
  readonly before?: () => Promise<void>;
  /** Formats a sample for the user. */
  readonly show: (values: T) => string;
}

export interface SamplerOptions {
  readonly meter: CpuMeter;
  readonly print: (line: string) => void;
}

export class Sampler {
  readonly #meter: CpuMeter;
  readonly #print: (line: string) => void;
  readonly #usages: Usage[] = [];

  constructor({ meter, print }: SamplerOptions) {
    this.#meter = meter;
    this.#print = print;
  }

  /** CPU usage during each sample so far. Empty on systems that don't report it. */
  get usages(): readonly Usage[] {
    return this.#usages;
  }

  async sample<T extends object>({ what, plan, turns, before, show }: Sampling<T>): Promise<Selection<T>> {
    this.#print(what);
    const samples: (Sample & { values: T })[] = [];
    while (!isEnough(samples, plan)) {
      const { values, usage } = await this.#once(turns, before);
      if (usage) this.#usages.push(usage);
      const sample = { values, others: usage?.others };
      samples.push(sample);
      this.#print(`  ${samples.length}: ${show(values)}${isDisturbed(sample) ? disturbed(sample.others) : ''}`);
    }
    const { counted, taken, isNoisy } = selected(samples, plan);
    if (isNoisy) this.#print(`  noisy: the least disturbed count, ${counted.length} of ${taken}`);
    return { counted: counted.map(({ values }) => values), taken, isNoisy };
  }

  async #once<T extends object>(turns: Turns<T>, before: (() => Promise<void>) | undefined) {
    const values: Partial<T> = {};
    const usages: Usage[] = [];
    for (const name of Object.keys(turns) as (keyof T)[]) {
      await before?.();
      const stop = this.#meter.start();
      values[name] = await turns[name]();
      const usage = stop();
      if (usage) usages.push(usage);
    }
    return { values: values as T, usage: joined(usages) };
  }
}

/** Returns the worst turn's usage: a disturbance of only one side distorts a comparison most. */
function joined(usages: readonly Usage[]): Usage | undefined {
  if (usages.length === 0) return undefined;
  const worst = (of: keyof Usage) => Math.max(...usages.map(usage => usage[of]));
  return { others: worst('others'), steal: worst('steal') };
}

function disturbed(others = 0): string {
  return ` — disturbed: other processes used ${Math.round(100 * others)} % of the CPU`;
}
