/** One directory a session, named after the process that owns it; those whose process is gone are swept. */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const sessionName = /^(\d+)-[0-9a-f-]{36}$/;

/** A directory of this process's own, not made yet. */
export function sessionDirectory(storage: string): string {
  return join(storage, `${process.pid}-${randomUUID()}`);
}

/** Removes the directories of sessions whose process has ended. */
export async function sweepSessions(storage: string): Promise<void> {
  const names = await readdir(storage).catch(() => [] /* nothing was ever written */);
  for (const name of names) {
    const pid = Number(sessionName.exec(name)?.[1]);
    if (pid && !isRunning(pid)) await rm(join(storage, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
