/** Gives a file its name, never overwriting another one. */
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { SocketError } from '../../../core/socketError.ts';
import type { FileNames } from './fileNames.ts';
import { pathOf } from './pathOf.ts';

/** Number of names in use after which it gives up. */
const maxAttempts = 10_000;
/** Number of attempts after which the directory is listed to find the names in use. */
const blindAttempts = 20;
/** Number of folders and names for which the last attempt is remembered. */
const maxRemembered = 100;

/**
 * By the path of the first attempt: the attempt after the last one that was free. Otherwise, a folder with thousands of
 * files of one name would be listed, and their names tried, for each further one.
 */
const nextAttempts = new Map<string, number>();

/**
 * Moves `from` to the first free name and returns its path. If the first twenty are taken, that is the one after the
 * last that was free. Rejects with the system's error, and with EEXIST after ten thousand names.
 */
export async function publish(
  from: string,
  {
    directory,
    names,
    extension,
  }: { readonly directory: string; readonly names: FileNames; readonly extension: string },
  signal?: AbortSignal,
): Promise<string> {
  let taken = new Set<string>();
  let first = '';
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    signal?.throwIfAborted();
    if (attempt === blindAttempts) {
      const path = await moveToNext(from, first, next => pathOf(directory, names(next, extension)));
      if (path !== undefined) return path;
      taken = new Set(await readdir(directory));
    }
    const name = names(attempt, extension);
    if (taken.has(name)) continue;
    const path = pathOf(directory, name);
    if (attempt === 0) first = path;
    if (!(await moveWithoutOverwriting(from, path))) continue;
    if (attempt >= blindAttempts) remember(first, attempt + 1);
    return path;
  }
  throw SocketError.system('EEXIST', { operation: 'write', address: pathOf(directory, names(0, extension)) });
}

/** Tries the attempt after the last one that was free, if it is known. Resolves with the path if it is free. */
async function moveToNext(
  from: string,
  first: string,
  pathAt: (attempt: number) => string,
): Promise<string | undefined> {
  const attempt = nextAttempts.get(first) ?? maxAttempts;
  if (attempt >= maxAttempts) return undefined;
  // Files that are published at the same time try different names.
  remember(first, attempt + 1);
  const path = pathAt(attempt);
  return (await moveWithoutOverwriting(from, path)) ? path : undefined;
}

function remember(first: string, attempt: number): void {
  nextAttempts.delete(first);
  nextAttempts.set(first, attempt);
  const [oldest = ''] = nextAttempts.keys();
  if (nextAttempts.size > maxRemembered) nextAttempts.delete(oldest);
}

/** Moves `from` to `to`. Resolves to false if `to` already exists, rejects with the system's error. */
export async function moveWithoutOverwriting(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT') throw error;
    return await moveToReserved(from, to);
  }
  await rm(from).catch(() => undefined /* it has its new name; the old one does no harm */);
  return true;
}

/** Moves `from` to `to` on file systems without hard links: reserves the name with an empty file, and replaces that. */
export async function moveToReserved(from: string, to: string): Promise<boolean> {
  try {
    await (await open(to, 'wx')).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    await rename(from, to);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
  return true;
}
