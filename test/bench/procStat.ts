/** Parses CPU times on Linux, in clock ticks (proc(5), `/proc/stat` and `/proc/PID/stat`). */

/** Times of all cores together, since the system started. */
export interface SystemTimes {
  /** Time in processes and kernel threads: user, nice and system. */
  readonly busy: number;
  /** Time in which this virtual machine had work, but the core ran another one. */
  readonly steal: number;
  /** All time, including idle. */
  readonly total: number;
}

export interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Start time, which distinguishes it from a later process with the same pid. */
  readonly start: number;
  /** True for a kernel thread, such as one that writes dirty pages to disk. */
  readonly isKernel: boolean;
  /** Time used by its threads. */
  readonly own: number;
  /** Time used by children that ended and were waited for, and by theirs. */
  readonly reaped: number;
}

/** The kernel's PF_KTHREAD. */
const kernelThread = 0x00200000;

/** @throws RangeError if the text isn't valid `/proc/stat` content. */
export function parseSystemTimes(text: string): SystemTimes {
  const line = /^cpu +([\d ]+)$/m.exec(text)?.[1];
  if (line === undefined) throw new RangeError('/proc/stat has no line for all cores');
  // The remaining fields are guest times, which `user` and `nice` include.
  const times = line.trim().split(/ +/).slice(0, 8).map(Number);
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = times;
  return { busy: user + nice + system, steal, total: times.reduce((sum, time) => sum + time, 0) };
}

/** Returns undefined if the text isn't valid `/proc/PID/stat` content: the process may have ended during the read. */
export function parseProcessTimes(text: string): ProcessTimes | undefined {
  // The name may itself contain spaces and parentheses.
  const [, pid, rest] = /^(\d+) \(.*\) \S (.*)$/s.exec(text.trim()) ?? [];
  if (pid === undefined || rest === undefined) return undefined;
  const fields = rest.split(' ').map(Number);
  // The parent is field 4 of the whole line.
  const field = (number: number) => fields[number - 4] ?? Number.NaN;
  const own = field(14) + field(15);
  const reaped = field(16) + field(17);
  const start = field(22);
  if (Number.isNaN(own + reaped + start)) return undefined;
  return { pid: Number(pid), parent: field(4), start, isKernel: (field(9) & kernelThread) !== 0, own, reaped };
}
