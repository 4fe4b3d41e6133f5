/** Whether another process still runs, for what processes leave on a disk that they share. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Process numbers mean the same in one such place, until it is started again. */
export function thisMachine(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // No Linux: no containers that share our numbers.
    return hostname();
  }
}

/** A process of this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
