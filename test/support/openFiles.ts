/** Which files this process has open, where the system tells. */
import assert from 'node:assert/strict';
import { readdir, readlink } from 'node:fs/promises';

/** @throws AssertionError for a file in this folder that nobody closed. */
export async function noneOpenBelow(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '' /* closed by now */)),
  );
  assert.deepEqual(
    open.filter(path => path.startsWith(folder)),
    [],
    'files are still open',
  );
}
