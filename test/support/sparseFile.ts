import { truncate, writeFile } from 'node:fs/promises';

/** A file of that many zeros, which takes no room. Gives its path. */
export async function sparseFile(path: string, size: number): Promise<string> {
  await writeFile(path, '');
  await truncate(path, size);
  return path;
}
