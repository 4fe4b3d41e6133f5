/** Measures the CPU time of this process and everything it starts, on systems with `/proc` (Linux). */
import { momentOf } from '../bench/cpuMeter.ts';
import { type Moment, ProcessTree } from '../bench/cpuUsage.ts';

/** Linux reports times in this unit on every platform that Node runs on (`USER_HZ`). */
const ticksPerSecond = 100;

export interface TreeCpuOptions {
  readonly proc?: string;
  /** The process to measure, with everything it starts. */
  readonly root?: number;
}

/**
 * Adds up by how much the tree's total grew from one sample to the next. The time of a process that ends is added to the parent that waits
 * for it, so the total stays the same. It shrinks only if init reaps a process whose parent has already ended, as with some of Chromium's:
 * what that process used since the last sample is lost. So sample every second; the result is a lower bound.
 */
export class TreeCpu {
  readonly #proc: string;
  readonly #tree: ProcessTree;
  #total: number | undefined;
  #ticks = 0;

  constructor({ proc = '/proc', root = process.pid }: TreeCpuOptions = {}) {
    this.#proc = proc;
    this.#tree = new ProcessTree(root);
    this.look();
  }

  look(): void {
    const moment = momentOf(this.#proc);
    if (!moment) return;
    const total = this.#totalAt(moment);
    this.#ticks += Math.max(0, total - (this.#total ?? total));
    this.#total = total;
  }

  /** Seconds used between the first and the last sample. Undefined on systems that don't report it. */
  get seconds(): number | undefined {
    return this.#total === undefined ? undefined : this.#ticks / ticksPerSecond;
  }

  #totalAt(moment: Moment): number {
    const pids = this.#tree.at(moment);
    const ours = moment.processes.filter(({ pid }) => pids.has(pid));
    return ours.reduce((ticks, { own, reaped }) => ticks + own + reaped, 0);
  }
}
