/** Determines who used the CPU between two moments: the bench and everything it started, or others. */
import type { ProcessTimes, SystemTimes } from './procStat.ts';

/** The times at one moment. */
export interface Moment {
  readonly system: SystemTimes;
  readonly processes: readonly ProcessTimes[];
}

/** Shares of all cores, from 0 to 1. */
export interface Usage {
  readonly others: number;
  readonly steal: number;
}

const init = 1;

/** The processes that `root` started. They are recognized even if their parent has ended and init has adopted them. */
export class ProcessTree {
  readonly #root: number;
  readonly #known = new Set<string>();

  constructor(root: number) {
    this.#root = root;
  }

  /** Returns the pids of the tree at that moment. */
  at({ processes }: Moment): Set<number> {
    const children = Map.groupBy(processes, ({ parent }) => parent);
    const found = new Set<number>();
    const add = (process: ProcessTimes) => {
      if (found.has(process.pid)) return;
      found.add(process.pid);
      this.#known.add(keyOf(process));
      for (const child of children.get(process.pid) ?? []) add(child);
    };
    for (const process of processes) {
      if (process.pid === this.#root || this.#known.has(keyOf(process))) add(process);
    }
    return found;
  }
}

/**
 * Returns the usage between two moments. For the others there are two lower bounds, of which the larger counts: the sum of their processes,
 * and the system's time minus that of the tree. The first doesn't include processes of other containers; the second attributes interrupts
 * that the kernel charges to a process of the tree to the tree's own work.
 */
export function usageBetween(before: Moment, after: Moment, tree: ProcessTree): Usage {
  const total = after.system.total - before.system.total;
  if (total <= 0) return { others: 0, steal: 0 };
  const [oursBefore, oursAfter] = [tree.at(before), tree.at(after)];
  const isOurs = ({ pid }: ProcessTimes) => oursAfter.has(pid) || oursBefore.has(pid);
  const ours = spent(before, after, isOurs);
  const kernel = spent(before, after, ({ isKernel }) => isKernel);
  const seen = spent(before, after, process => !isOurs(process) && !process.isKernel);
  const left = after.system.busy - before.system.busy - ours - kernel;
  // The system's times and those of the processes are read one after the other.
  const share = (ticks: number) => Math.min(1, Math.max(0, ticks / total));
  return { others: share(Math.max(seen, left)), steal: share(after.system.steal - before.system.steal) };
}

/** Returns the ticks that the matching processes used, including those that started or ended in between. */
function spent(before: Moment, after: Moment, isMatch: (process: ProcessTimes) => boolean): number {
  const alive = new Set(after.processes.map(keyOf));
  const matchingPids = new Set(before.processes.filter(isMatch).map(({ pid }) => pid));
  // The time of an ended process has been added to its parent. What init reaped can't be told apart.
  const isCounted = (process: ProcessTimes) =>
    alive.has(keyOf(process)) || (process.parent !== init && matchingPids.has(process.parent));
  const earlier = before.processes.filter(process => isMatch(process) && isCounted(process));
  return sum(after.processes.filter(isMatch)) - sum(earlier);
}

function sum(processes: readonly ProcessTimes[]): number {
  return processes.reduce((ticks, { pid, own, reaped }) => ticks + own + (pid === init ? 0 : reaped), 0);
}

function keyOf({ pid, start }: ProcessTimes): string {
  return `${pid}:${start}`;
}
