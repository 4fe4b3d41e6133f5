/** Watches who uses the CPU, where the system tells: on Linux. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Moment, ProcessTree, type Usage, usageBetween } from './cpuUsage.ts';
import { type ProcessTimes, parseProcessTimes, parseSystemTimes } from './procStat.ts';

export interface CpuMeter {
  /** False where the system doesn't tell. */
  readonly isAble: boolean;
  /** Begins to watch; the returned function tells what was used since. Undefined where the system doesn't tell. */
  start(): () => Usage | undefined;
}

export interface CpuMeterOptions {
  /** Where the system tells. */
  readonly proc?: string;
  /** The process that is taken for our own, with all that it starts. */
  readonly root?: number;
}

export function cpuMeter({ proc = '/proc', root = process.pid }: CpuMeterOptions = {}): CpuMeter {
  const tree = new ProcessTree(root);
  return {
    isAble: momentOf(proc) !== undefined,
    start() {
      const before = momentOf(proc);
      // It is remembered who belongs to the tree: a process in between may end.
      if (before) tree.at(before);
      return () => {
        const after = before && momentOf(proc);
        return before && after && usageBetween(before, after, tree);
      };
    },
  };
}

/** The times of this moment. Undefined where the system doesn’t tell. */
export function momentOf(proc: string): Moment | undefined {
  const system = read(join(proc, 'stat'));
  if (system === undefined) return undefined;
  const pids = readdirSync(proc).filter(name => /^\d+$/.test(name));
  const processes = pids.map(pid => parseProcessTimes(read(join(proc, pid, 'stat')) ?? ''));
  return { system: parseSystemTimes(system), processes: processes.filter(isThere) };
}

/** Undefined if there is no such file (any more). */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isThere(process: ProcessTimes | undefined): process is ProcessTimes {
  return process !== undefined;
}
