/** Resolves links and `..` in paths: a page or a command mustn't reach a file other than the one it names. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { isBelow, isPlainPath } from './plainPath.ts';

/** Whether the target of a path is in one of the folders, or is one of them. False if it doesn't exist. */
export async function isReallyBelow(path: string, folders: readonly string[]): Promise<boolean> {
  if (!isPlainPath(path, folders)) return false;
  const real = await realpath(path).catch(() => undefined /* it doesn't exist */);
  return real !== undefined && isBelowSome(real, folders);
}

/** Whether a file written to a path will lie in one of the folders. Neither the path nor the folders need exist. */
export async function willBeBelow(path: string, folders: readonly string[]): Promise<boolean> {
  if (!isPlainPath(path, folders)) return false;
  const real = await realPathOf(path);
  return real !== undefined && isBelowSome(real, folders);
}

/** Returns the target of the first link below a path that leads out of `folders`: sending a folder sends it, too. */
export async function linkedOutside(
  path: string,
  folders: readonly string[],
  seen = new Set<string>(),
): Promise<string | undefined> {
  const real = await realpath(path).catch(() => undefined /* a broken link */);
  if (real === undefined || seen.has(real)) return undefined;
  seen.add(real);
  const entries = await readdir(real, { withFileTypes: true }).catch(() => [] /* a file, or unreadable */);
  for (const entry of entries) {
    const isLink = entry.isSymbolicLink();
    if (!isLink && !entry.isDirectory()) continue;
    const at = join(real, entry.name);
    const target = isLink ? await realpath(at).catch(() => undefined /* a broken link */) : at;
    if (target === undefined) continue;
    if (isLink && !(await isBelowSome(target, folders))) return target;
    const deeper = await linkedOutside(target, folders, seen);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** Whether a link leads from a path to a place other than the one that it names, seen from `base`. Links above `base` don't count. */
export async function isRedirected(path: string, base: string): Promise<boolean> {
  const [real, realBase] = await Promise.all([realPathOf(path), realPathOf(base)]);
  return real === undefined || realBase === undefined || real !== join(realBase, relative(base, path));
}

/** Whether a folder contains the user's home, so that almost any file would be in it. */
export async function isAboveHome(folder: string): Promise<boolean> {
  const [real, home] = await Promise.all([realPathOf(folder), realPathOf(homedir())]);
  return real !== undefined && home !== undefined && real !== home && isBelow(home, real);
}

async function isBelowSome(real: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const realFolder = await realPathOf(folder);
    if (realFolder !== undefined && isBelow(real, realFolder)) return true;
  }
  return false;
}

/** Resolves the existing part of a path; the rest has no links. Undefined for a broken link or an unreadable path. */
async function realPathOf(path: string): Promise<string | undefined> {
  const found = await realpath(path).catch((error: NodeJS.ErrnoException) => error);
  if (typeof found === 'string') return found;
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  const above = dirname(path);
  if (found.code !== 'ENOENT' || isThere || above === path) return undefined;
  const real = await realPathOf(above);
  return real === undefined ? undefined : join(real, basename(path));
}
