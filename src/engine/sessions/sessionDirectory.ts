/**
 * One directory per session, named after the process that owns it. `session.json` says which window it belongs to; the
 * owner touches `lock` while it is alive and removes it when it ends. A session without a holder waits for the next
 * window of its workspace, and is removed if none comes. Windows in containers may share the storage but not their
 * process ids: across machines, only the time of the last touch counts.
 */
import { closeSync, existsSync, futimesSync, lstatSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { privateDirectory, privateFile } from '../files/privateFiles.ts';
import { noConversation, owned } from '../owned.ts';
import { hasRecords } from './endpointRecord.ts';
import { readJsonFile } from './readJsonFile.ts';
import { sweepExpired } from './removedRecords.ts';
import { isProcessRunning, thisMachine } from './runningProcess.ts';

const sessionName = /^(\d+)-[0-9a-f-]{36}$/;
const lockName = 'lock';
const windowName = 'session.json';
const touchMs = 20_000;
/** A lock from another machine is stale after this long without a heartbeat. */
const staleMs = 3 * touchMs;
/** A session that wasn't touched for this long is abandoned; a running process with its id is a different one. */
const forgottenMs = 7 * 24 * 3_600_000;

/** The window that a session belongs to. */
export interface SessionWindow {
  /** Id of the workspace, the same for all its windows. */
  readonly workspace: string;
  /** Display name of the window. */
  readonly title: string;
}

/** Contents of `session.json`. */
interface StoredSession extends SessionWindow {
  /** The machine or container in which its process id is valid (`thisMachine`). */
  readonly machine: string;
}

export interface HeldSession {
  /** Writes deleted parts of the directory again. */
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
        // The lock was deleted. Without it, other windows would consider the session abandoned.
        const deleted = lock;
        lock = begin(directory, window);
        closeSync(deleted);
        onDeleted();
      }
      futimesSync(lock, new Date(), new Date());
    } catch {
      // The disk has become read-only, so no other window can remove the session either.
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
      // If the directory can't be removed, a later window tries again once the lock or this process is gone.
      for (const path of [...leftovers, join(directory, lockName)])
        await rm(path, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

/** Creates the directory, records its owner, and opens its lock. Returns the lock's file descriptor. */
function begin(directory: string, window: SessionWindow): number {
  mkdirSync(directory, { recursive: true, mode: privateDirectory });
  const [windowFile, lock] = [join(directory, windowName), join(directory, lockName)];
  for (const path of [windowFile, lock]) removeUnlessFile(path);
  const stored: StoredSession = { ...window, machine: thisMachine() };
  writeFileSync(windowFile, JSON.stringify(stored), { mode: privateFile });
  return openSync(lock, 'a', privateFile);
}

/** Removes anything but a file: opening a pipe would block this thread forever, and a link may lead to another file. */
function removeUnlessFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) rmSync(path, { recursive: true });
}

/** Returns all sessions in a storage except `own`. */
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

/**
 * Returns true if a window holds the session: its lock exists, and its process is running or, if that can't be
 * determined, the lock is fresh.
 */
export async function isSessionHeld(directory: string, now = Date.now()): Promise<boolean> {
  const touched = await stat(join(directory, lockName)).catch(() => undefined /* its owner released it */);
  if (!touched) return false;
  const idleMs = now - touched.mtimeMs;
  // The owner may be asleep, along with the machine.
  if ((await storedSession(directory))?.machine === thisMachine())
    return isProcessRunning(pidOf(directory)) && idleMs <= forgottenMs;
  return idleMs <= staleMs;
}

/**
 * Removes the directories of sessions without a holder that have nothing to restore or are abandoned, and from the
 * remaining ones everything that can no longer be undone.
 */
export async function sweepSessions(storage: string, now = Date.now()): Promise<void> {
  for (const directory of await sessionDirectories(storage)) {
    if (await isSessionHeld(directory, now)) continue;
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

/** Returns the contents of `session.json`; undefined if it is missing, incomplete, or another program's. */
async function storedSession(directory: string): Promise<StoredSession | undefined> {
  const stored = (await readJsonFile(join(directory, windowName))) as Partial<StoredSession> | null | undefined;
  const { workspace, title, machine } = stored ?? {};
  if (typeof workspace !== 'string' || typeof title !== 'string') return undefined;
  return { workspace, title, machine: typeof machine === 'string' ? machine : '' };
}

/** Returns when the lock was last touched, in ms since the epoch; the directory's time if its owner released it. */
async function lastTouch(directory: string): Promise<number> {
  const touched = await stat(join(directory, lockName)).catch(() => stat(directory));
  return touched.mtimeMs;
}

function pidOf(directory: string): number {
  return Number.parseInt(basename(directory), 10);
}
