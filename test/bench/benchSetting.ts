/** What the rows of the bench are measured with. */
import type { Browser, Page } from 'playwright-core';
import type { HostCalls } from './benchCalls.ts';
import type { Plans, Sizes } from './options.ts';
import type { Sampler } from './sampler.ts';

export interface Setting {
  /** A folder for files, on the disk where transcripts are. */
  readonly folder: string;
  readonly sampler: Sampler;
  readonly sizes: Sizes;
  readonly plans: Plans;
  /** Makes the next run find memory that was used before. */
  readonly touch: () => Promise<void>;
}

/** With a window in which Portside is active. */
export interface Bench extends Setting {
  readonly host: HostCalls;
  readonly page: Page;
  readonly browser: Browser;
}
