/** Opens a file that another process left behind: it may have been replaced by anything. */
import { constants, type FileHandle, open } from 'node:fs/promises';

/** Opens a file for reading. Rejects if it isn't a regular file: a pipe without a writer would block one of the few threads for good. */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // Windows has no such flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error(`${path} isn't a regular file`);
}
