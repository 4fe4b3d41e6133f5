/** Everything that measuring a row needs. */
import type { Browser, Page } from 'playwright-core';
import type { BenchCalls } from './benchCalls.ts';
import type { Plans, Sizes } from './options.ts';
import type { Sampler } from './sampler.ts';

export interface Setting {
  /** A folder for files, on the same disk as the transcripts. */
  readonly folder: string;
  readonly sampler: Sampler;
  readonly sizes: Sizes;
  readonly plans: Plans;
  /** Touches memory, so that the next run isn't the first to use it. */
  readonly touch: () => Promise<void>;
}

/** A setting with a window in which Portside is active. */
export interface Bench extends Setting {
  readonly host: BenchCalls;
  readonly page: Page;
  readonly browser: Browser;
}
