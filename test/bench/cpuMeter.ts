/** Measures who uses the CPU, on Linux. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Moment, ProcessTree, type Usage, usageBetween } from './cpuUsage.ts';
import { type ProcessTimes, parseProcessTimes, parseSystemTimes } from './procStat.ts';

export interface CpuMeter {
  /** False on systems that don't report it. */
  readonly isAble: boolean;
  /** Starts measuring. The returned function returns the usage since then, or undefined on systems that don't report it. */
  start(): () => Usage | undefined;
}

export interface CpuMeterOptions {
  /** The `/proc` folder. */
  readonly proc?: string;
  /** The process that counts as ours, with everything it starts. */
  readonly root?: number;
}

export function cpuMeter({ proc = '/proc', root = process.pid }: CpuMeterOptions = {}): CpuMeter {
  const tree = new ProcessTree(root);
  return {
    isAble: momentOf(proc) !== undefined,
    start() {
      const before = momentOf(proc);
      // Remembers the members of the tree now, since a process in between may end.
      if (before) tree.at(before);
      return () => {
        const after = before && momentOf(proc);
        return before && after && usageBetween(before, after, tree);
      };
    },
  };
}

/** Returns the current times. Undefined on systems that don't report them. */
export function momentOf(proc: string): Moment | undefined {
  const system = read(join(proc, 'stat'));
  if (system === undefined) return undefined;
  const pids = readdirSync(proc).filter(name => /^\d+$/.test(name));
  const processes = pids.map(pid => parseProcessTimes(read(join(proc, pid, 'stat')) ?? ''));
  return { system: parseSystemTimes(system), processes: processes.filter(isThere) };
}

/** Returns undefined if the file doesn't exist, or no longer does. */
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
