/** Gives a file its name, never overwriting another one. */
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { SocketError } from '../../../core/socketError.ts';
import type { FileNames } from './fileNames.ts';
import { pathOf } from './pathOf.ts';

/** Number of names in use after which it gives up. */
const maxAttempts = 10_000;
/** Number of attempts after which the directory is listed to find the names in use. */
const blindAttempts = 20;

/** Moves `from` to the first free name and returns its path. Rejects with the system's error, and with EEXIST after ten thousand names. */
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
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    signal?.throwIfAborted();
    if (attempt === blindAttempts) taken = new Set(await readdir(directory));
    const name = names(attempt, extension);
    if (taken.has(name)) continue;
    const path = pathOf(directory, name);
    if (await moveWithoutOverwriting(from, path)) return path;
  }
  throw SocketError.system('EEXIST', { operation: 'write', address: pathOf(directory, names(0, extension)) });
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
