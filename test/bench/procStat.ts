/** What Linux tells of processor time, in clock ticks (proc(5), `/proc/stat` and `/proc/PID/stat`). */

/** Of all cores together, since the system started. */
export interface SystemTimes {
  /** In processes and kernel threads: user, nice and system. */
  readonly busy: number;
  /** Another virtual machine had the core while this one had work for it. */
  readonly steal: number;
  /** Everything, also idle. */
  readonly total: number;
}

export interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** When it started: distinguishes it from a later process with the same pid. */
  readonly start: number;
  /** A thread of the kernel, for instance one that writes to a disk what others have written. */
  readonly isKernel: boolean;
  /** Used by its threads. */
  readonly own: number;
  /** Used by children that ended, and by theirs. */
  readonly reaped: number;
}

/** The kernel's PF_KTHREAD. */
const kernelThread = 0x00200000;

/** @throws RangeError if the text isn't that of `/proc/stat`. */
export function parseSystemTimes(text: string): SystemTimes {
  const line = /^cpu +([\d ]+)$/m.exec(text)?.[1];
  if (line === undefined) throw new RangeError('/proc/stat has no line for all cores');
  // What follows are guests, which `user` and `nice` contain.
  const times = line.trim().split(/ +/).slice(0, 8).map(Number);
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = times;
  return { busy: user + nice + system, steal, total: times.reduce((sum, time) => sum + time, 0) };
}

/** Undefined if the text isn't that of a `/proc/PID/stat`: the process may have ended while it was read. */
export function parseProcessTimes(text: string): ProcessTimes | undefined {
  // A name may contain spaces and parentheses itself.
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
