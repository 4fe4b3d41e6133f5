/** Finds out whether another process is still running, for files that processes leave on a shared disk. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Returns an id of the machine or container since its last start. Process ids are comparable within it. */
export function thisMachine(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Not Linux: no containers with process ids of their own.
    return hostname();
  }
}

/** A process on this machine. */
export function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
