/**
 * Creates a directory with all its parents. Node's own `recursive` retries forever if a file system reports a new name as missing, as /proc
 * does.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Creates the directory unless it exists. Rejects with the system's error. */
export async function makeDirectory(path: string): Promise<void> {
  const error = await tried(path);
  if (!error) return;
  const above = dirname(path);
  if (error.code !== 'ENOENT' || above === path) throw error;
  await makeDirectory(above);
  const stillThere = await tried(path);
  if (stillThere) throw stillThere;
}

async function tried(path: string): Promise<NodeJS.ErrnoException | undefined> {
  // Checked first: it exists for all files of a folder but the first.
  if (await isDirectory(path)) return undefined;
  try {
    await mkdir(path);
    return undefined;
  } catch (error) {
    // It may have been created concurrently.
    return (await isDirectory(path)) ? undefined : (error as NodeJS.ErrnoException);
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}
