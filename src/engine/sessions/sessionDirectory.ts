/**
 * One directory per session, named after the process that owns it. `session.json` says which window it belongs to; the owner touches `lock`
 * while it is alive and removes it when it ends. A session without a holder waits for the next window of its workspace, and is removed if
 * none comes. Windows in containers may share the storage but not their process ids: across machines, only the touch counts.
 */
import { closeSync, existsSync, futimesSync, lstatSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { privateDirectory, privateFile } from '../files/privateFiles.ts';
import { noConversation, owned } from '../owned.ts';
import { hasRecords } from './endpointRecord.ts';
import { readJsonFile } from './readJsonFile.ts';
import { isProcessRunning, thisMachine } from './runningProcess.ts';
import { sweepExpired } from './sweepExpired.ts';

const sessionName = /^(\d+)-[0-9a-f-]{36}$/;
const lockName = 'lock';
const windowName = 'session.json';
const touchMs = 20_000;
/** A lock from another machine is stale after this long without a heartbeat. */
const staleMs = 3 * touchMs;
/** After this long, a session is considered abandoned, and a process with its id is a different one. */
const forgottenMs = 7 * 24 * 3_600_000;

/** The window that a session belongs to. */
export interface SessionWindow {
  /** The same for all windows of a workspace. */
  readonly workspace: string;
  /** Display name of the window. */
  readonly title: string;
}

/** Contents of `session.json`. */
interface StoredSession extends SessionWindow {
  /** The place in which its process id is valid. */
  readonly machine: string;
}

export interface HeldSession {
  /** Writes deleted parts of it again. */
  restore(): void;
  /** Releases the directory; removes it if no endpoint is left in it. */
  end(): Promise<void>;
}

/** A session found in the storage. */
export interface FoundSession {
  readonly directory: string;
  readonly window: SessionWindow;
}

/**
 * Creates a session's directory, or takes over that of a worker that died, and holds it against other windows. `onDeleted` is called if it
 * is deleted.
 */
export function holdSession(
  directory: string,
  window: SessionWindow,
  onDeleted: () => void = () => undefined,
): HeldSession {
  let lock = begin(directory, window);
  const touch = () => {
    try {
      if (!existsSync(join(directory, lockName))) {
        // It was deleted. Without the lock, other windows would take the session for an abandoned one.
        const deleted = lock;
        lock = begin(directory, window);
        closeSync(deleted);
        onDeleted();
      }
      futimesSync(lock, new Date(), new Date());
    } catch {
      // The disk is read-only now: then no other window can remove the session either.
    }
  };
  touch();
  const timer = setInterval(owned(noConversation, 'sessionDirectory.touch', touch), touchMs).unref();
  return {
    restore: touch,
    async end() {
      clearInterval(timer);
      closeSync(lock);
      await sweepExpired(directory);
      const leftovers = (await hasRecords(directory)) ? [] : [directory];
      // If the directory can't be removed, a later window tries again once the lock is gone, or its process.
      for (const path of [...leftovers, join(directory, lockName)])
        await rm(path, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

/** Creates the directory, records its owner, and opens its lock. */
function begin(directory: string, window: SessionWindow): number {
  mkdirSync(directory, { recursive: true, mode: privateDirectory });
  const [windowFile, lock] = [join(directory, windowName), join(directory, lockName)];
  for (const path of [windowFile, lock]) removeUnlessFile(path);
  const stored: StoredSession = { ...window, machine: thisMachine() };
  writeFileSync(windowFile, JSON.stringify(stored), { mode: privateFile });
  return openSync(lock, 'a', privateFile);
}

/** Removes what stands in the place of a file: opening a pipe would block this thread for good, and a link leads elsewhere. */
function removeUnlessFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) rmSync(path, { recursive: true });
}

/** Returns all sessions in a storage except one's own. */
export async function otherSessions(storage: string, own: string): Promise<FoundSession[]> {
  const directories = (await sessionDirectories(storage)).filter(directory => directory !== own);
  const found = await Promise.all(
    directories.map(async directory => {
      const window = await storedSession(directory);
      return window ? [{ directory, window }] : [];
    }),
  );
  return found.flat();
}

/** Whether a window holds it now: its lock exists and its process is running; if that can't be determined, the lock is fresh. */
export async function isHeld(directory: string, now = Date.now()): Promise<boolean> {
  const touched = await stat(join(directory, lockName)).catch(() => undefined /* its owner let go of it */);
  if (!touched) return false;
  const idleMs = now - touched.mtimeMs;
  // The owner may be asleep, along with the machine.
  if ((await storedSession(directory))?.machine === thisMachine())
    return isProcessRunning(pidOf(directory)) && idleMs <= forgottenMs;
  return idleMs <= staleMs;
}

/** Removes the directories of sessions that have no holder and won't be restored, and from the others everything that can no longer be undone. */
export async function sweepSessions(storage: string, now = Date.now()): Promise<void> {
  for (const directory of await sessionDirectories(storage)) {
    if (await isHeld(directory, now)) continue;
    await sweepExpired(directory, now);
    if ((await hasRecords(directory)) && now - (await lastTouch(directory)) <= forgottenMs) continue;
    // A directory that can't be removed now, because another user owns it or another window is removing it, is left to the next run.
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function sessionDirectories(storage: string): Promise<string[]> {
  const names = await readdir(storage).catch(() => [] /* nothing has been written yet */);
  return names.filter(name => sessionName.test(name)).map(name => join(storage, name));
}

/** Undefined if it can't be determined: the session is incomplete, partly removed, or another program's. */
async function storedSession(directory: string): Promise<StoredSession | undefined> {
  const stored = (await readJsonFile(join(directory, windowName))) as Partial<StoredSession> | null | undefined;
  const { workspace, title, machine } = stored ?? {};
  if (typeof workspace !== 'string' || typeof title !== 'string') return undefined;
  return { workspace, title, machine: typeof machine === 'string' ? machine : '' };
}

/** ms since the epoch; the time of the directory itself if its owner released it. */
async function lastTouch(directory: string): Promise<number> {
  const touched = await stat(join(directory, lockName)).catch(() => stat(directory));
  return touched.mtimeMs;
}

function pidOf(directory: string): number {
  return Number.parseInt(basename(directory), 10);
}
