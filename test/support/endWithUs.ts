/** Ends child processes, and removes folders, when this process ends, for whatever reason. */
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const running = new Set<ChildProcess>();

/** Ends the process group that the child leads when this process exits, and exits this process on a signal. */
export function endWithUs(child: ChildProcess): void {
  const end = () => {
    // It may have just ended.
    if (child.exitCode === null && child.pid !== undefined) killGroup(child.pid);
  };
  const leave = () => process.exit(1);
  // Before folders are removed, which the child may be writing to.
  process.prependOnceListener('exit', end);
  for (const signal of signals) process.once(signal, leave);
  child.once('exit', () => {
    process.off('exit', end);
    for (const signal of signals) process.off(signal, leave);
  });
}

/**
 * Ends one child when this process exits. The caller handles signals: a signal without a listener ends this process without an exit event.
 */
export function endOnExit<Child extends ChildProcess>(child: Child): Child {
  if (running.size === 0) process.on('exit', endRunning);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', endRunning);
  });
  return child;
}

/** Removes a folder when this process exits, and exits this process on a signal. */
export function removeWithUs(folder: string): void {
  process.once('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // The rest stays in the system's temporary folder: other listeners still have children to end.
    }
  });
  for (const signal of signals) process.once(signal, () => process.exit(1));
}

function endRunning(): void {
  for (const child of running) child.kill();
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
