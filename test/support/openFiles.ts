/** Which files this process has open, where the system tells. */
import assert from 'node:assert/strict';
import { readdir, readlink } from 'node:fs/promises';

/** @throws AssertionError for a file in this folder that nobody closed. */
export async function noneOpenBelow(folder: string): Promise<void> {
  assert.deepEqual(await openBelow(folder), [], 'files are still open');
}

/** The files in this folder that are open. None on systems that don't tell. */
export async function openBelow(folder: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '' /* closed by now */)),
  );
  return open.filter(path => path.startsWith(folder));
}
