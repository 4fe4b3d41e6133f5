/** Gives a file its name, and never that of another one. */
import { link, open, rename, rm } from 'node:fs/promises';

/** Moves `from` to `to`. Resolves to false where `to` is there already, rejects with the system's error. */
export async function moveWithoutOverwriting(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT') throw error;
    return await moveToReserved(from, to);
  }
  await rm(from, { force: true });
  return true;
}

/** For file systems without hard links: what is replaced is a file that was made for that. */
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
