/**
 * One directory a session, named after the process that owns it. `session.json` says whose window it is; the owner touches `lock`
 * while it lives and takes it away when it ends. A session that nobody holds waits for the next window of its workspace, and is swept
 * when that doesn't come. Windows in containers may share the storage, but not the numbers of their processes: across machines only
 * the touch counts.
 */
import { closeSync, existsSync, futimesSync, lstatSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { noConversation, owned } from '../owned.ts';
import { hasRecords } from './endpointRecord.ts';
import { privateDirectory, privateFile } from './privateFiles.ts';
import { readJsonFile } from './readJsonFile.ts';
import { isRunning, thisMachine } from './runningProcess.ts';

const sessionName = /^(\d+)-[0-9a-f-]{36}$/;
const lockName = 'lock';
const windowName = 'session.json';
const touchMs = 20_000;
/** On another machine, a lock that was not touched for so long is nobody's. */
const staleMs = 3 * touchMs;
/** After so long nobody comes back, and the process of that number is another one. */
const forgottenMs = 7 * 24 * 3_600_000;

/** The window that a session belongs to. */
export interface SessionWindow {
  /** The same for all windows of a workspace. */
  readonly workspace: string;
  /** What a person calls the window. */
  readonly title: string;
}

/** What `session.json` holds. */
interface StoredSession extends SessionWindow {
  /** Where the process numbers mean the same. */
  readonly machine: string;
}

export interface HeldSession {
  /** Rewrites the parts of it that were deleted. */
  restore(): void;
  /** Lets go of the directory; takes it away when no endpoint is left in it. */
  end(): Promise<void>;
}

/** A session that was found in the storage. */
export interface FoundSession {
  readonly directory: string;
  readonly window: SessionWindow;
}

/** Makes a session's directory, or takes over the one of a worker that died, and keeps it from others. `onDeleted`: somebody deleted it. */
export function holdSession(
  directory: string,
  window: SessionWindow,
  onDeleted: () => void = () => undefined,
): HeldSession {
  let lock = begin(directory, window);
  const touch = () => {
    try {
      if (!existsSync(join(directory, lockName))) {
        // Somebody deleted it. Without it, other windows would take the session for an abandoned one.
        const deleted = lock;
        lock = begin(directory, window);
        closeSync(deleted);
        onDeleted();
      }
      futimesSync(lock, new Date(), new Date());
    } catch {
      // A disk that is read-only now: then nobody else can sweep either.
    }
  };
  touch();
  const timer = setInterval(owned(noConversation, 'sessionDirectory.touch', touch), touchMs).unref();
  return {
    restore: touch,
    async end() {
      clearInterval(timer);
      closeSync(lock);
      const isEmpty = !(await hasRecords(directory));
      await rm(isEmpty ? directory : join(directory, lockName), { recursive: true, force: true });
    },
  };
}

/** Makes the directory, says whose it is, and opens its lock. */
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

/** All sessions in a storage but one's own. */
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

/** A window owns it now: its lock is there, and its process runs; where that can't be told, the lock is fresh. */
export async function isHeld(directory: string, now = Date.now()): Promise<boolean> {
  const touched = await stat(join(directory, lockName)).catch(() => undefined /* its owner let go of it */);
  if (!touched) return false;
  const idleMs = now - touched.mtimeMs;
  // The owner may sleep, as the machine does.
  if ((await storedSession(directory))?.machine === thisMachine())
    return isRunning(pidOf(directory)) && idleMs <= forgottenMs;
  return idleMs <= staleMs;
}

/** Removes the directories of sessions that nobody holds and nobody will come back for. */
export async function sweepSessions(storage: string, now = Date.now()): Promise<void> {
  for (const directory of await sessionDirectories(storage)) {
    if (await isHeld(directory, now)) continue;
    if ((await hasRecords(directory)) && now - (await lastTouch(directory)) <= forgottenMs) continue;
    // What can't be removed now, since it is another user's or being removed by another window, is left to the next sweep.
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function sessionDirectories(storage: string): Promise<string[]> {
  const names = await readdir(storage).catch(() => [] /* nothing was ever written */);
  return names.filter(name => sessionName.test(name)).map(name => join(storage, name));
}

/** Nothing where it can't be told: half made, half swept, or another program's. */
async function storedSession(directory: string): Promise<StoredSession | undefined> {
  const stored = (await readJsonFile(join(directory, windowName))) as Partial<StoredSession> | null | undefined;
  const { workspace, title, machine } = stored ?? {};
  if (typeof workspace !== 'string' || typeof title !== 'string') return undefined;
  return { workspace, title, machine: typeof machine === 'string' ? machine : '' };
}

/** ms since the epoch; of the directory itself where its owner let go of it. */
async function lastTouch(directory: string): Promise<number> {
  const touched = await stat(join(directory, lockName)).catch(() => stat(directory));
  return touched.mtimeMs;
}

function pidOf(directory: string): number {
  return Number.parseInt(basename(directory), 10);
}
