/** Makes a directory with all above it. Node's own `recursive` tries for ever where a file system says of a new name that it isn't there, as /proc does. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Nothing happens where it is there. Rejects with the system's error. */
export async function makeDirectory(path: string): Promise<void> {
  const error = await tried(path);
  if (!error) return;
  const above = dirname(path);
  if (error.code !== 'ENOENT' || above === path) throw error;
  // Somebody else may have made it meanwhile.
  await makeDirectory(above);
  const stillThere = await tried(path);
  if (stillThere) throw stillThere;
}

async function tried(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path);
    return undefined;
  } catch (error) {
    return (await isDirectory(path)) ? undefined : (error as NodeJS.ErrnoException);
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}
