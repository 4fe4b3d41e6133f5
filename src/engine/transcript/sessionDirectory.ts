/**
 * One directory a session, named after the process that owns it, with a file in it that the owner touches while it lives. A session
 * whose process is gone and whose file is old is swept. Both, since windows in containers may share the storage, but not the numbers
 * of their processes.
 */
import { closeSync, futimesSync, mkdirSync, openSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const sessionName = /^(\d+)-[0-9a-f-]{36}$/;
const lockName = 'lock';
const touchMs = 20_000;
/** A lock that was not touched for so long is nobody's, unless its process is alive. */
const staleMs = 3 * touchMs;
/** After so long the process of that number is another one. */
const forgottenMs = 7 * 24 * 3_600_000;

export interface HeldSession {
  /** Takes the directory away. */
  end(): Promise<void>;
}

/** Makes a session's directory, or takes over the one of a worker that died, and keeps it from being swept. */
export function holdSession(directory: string): HeldSession {
  mkdirSync(directory, { recursive: true });
  const lock = openSync(join(directory, lockName), 'a');
  const touch = () => {
    try {
      futimesSync(lock, new Date(), new Date());
    } catch {
      // A disk that is read-only now: then nobody else can sweep either.
    }
  };
  const timer = setInterval(touch, touchMs).unref();
  return {
    async end() {
      clearInterval(timer);
      closeSync(lock);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Removes the directories of sessions that are over. */
export async function sweepSessions(storage: string, now = Date.now()): Promise<void> {
  const names = await readdir(storage).catch(() => [] /* nothing was ever written */);
  for (const name of names) {
    const pid = Number(sessionName.exec(name)?.[1]);
    if (!pid) continue;
    const directory = join(storage, name);
    const touched = await stat(join(directory, lockName)).catch(() => undefined /* made by nobody, or half swept */);
    const idleMs = now - (touched?.mtimeMs ?? 0);
    if (idleMs <= (isRunning(pid) ? forgottenMs : staleMs)) continue;
    // What can't be removed now, since it is another user's or being removed by another window, is left to the next sweep.
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
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
