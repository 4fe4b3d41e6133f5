/** Ends the group of a child that leads one when this process ends, however it does: nobody else would. */
import type { ChildProcess } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function endWithUs(child: ChildProcess): void {
  const end = () => {
    // It may have ended just now.
    if (child.exitCode === null && child.pid !== undefined) killGroup(child.pid);
  };
  const leave = () => process.exit(1);
  process.once('exit', end);
  for (const signal of signals) process.once(signal, leave);
  child.once('exit', () => {
    process.off('exit', end);
    for (const signal of signals) process.off(signal, leave);
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
