import { truncate, writeFile } from 'node:fs/promises';

/** Creates a sparse file of this many zeros, which takes no space, and returns its path. */
export async function sparseFile(path: string, size: number): Promise<string> {
  await writeFile(path, '');
  await truncate(path, size);
  return path;
}
