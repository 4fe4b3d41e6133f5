/** Finds files that this process has open, on Linux. */
import assert from 'node:assert/strict';
import { readdir, readlink } from 'node:fs/promises';

/** @throws AssertionError if a file in this folder is open. Checks nothing on systems without `/proc`. */
export async function noneOpenBelow(folder: string): Promise<void> {
  assert.deepEqual(await openBelow(folder), [], 'files are still open');
}

/** Returns the open files in this folder; none on systems without `/proc`. */
export async function openBelow(folder: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '' /* closed by now */)),
  );
  return open.filter(path => path.startsWith(folder));
}

/** Returns how many sockets this process has open; undefined on systems without `/proc`. */
export async function openSockets(): Promise<number | undefined> {
  return process.platform === 'linux' ? (await openBelow('socket:')).length : undefined;
}
