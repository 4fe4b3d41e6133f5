/** Watches who uses the CPU, where the system tells: on Linux. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Moment, ProcessTree, type Usage, usageBetween } from './cpuUsage.ts';
import { type ProcessTimes, parseProcessTimes, parseSystemTimes } from './procStat.ts';

export interface CpuMeter {
  /** Begins to watch; the returned function tells what was used since. Undefined where the system doesn't tell. */
  start(): () => Usage | undefined;
}

/** Takes this process and all that it starts for its own. */
export function cpuMeter(): CpuMeter {
  const tree = new ProcessTree(process.pid);
  return {
    start() {
      const before = now();
      // It is remembered who belongs to the tree: a process in between may end.
      if (before) tree.at(before);
      return () => {
        const after = before && now();
        return before && after && usageBetween(before, after, tree);
      };
    },
  };
}

function now(): Moment | undefined {
  const system = read('/proc/stat');
  if (system === undefined) return undefined;
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const processes = pids.map(pid => parseProcessTimes(read(`/proc/${pid}/stat`) ?? ''));
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
