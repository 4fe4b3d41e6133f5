/** Where a path leads to, links and `..` followed: a page that names a file must not mean another one. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';

/** Whether what is at a path lies in one of the folders, or is one; what is not there doesn't. */
export async function isReallyBelow(path: string, folders: readonly string[]): Promise<boolean> {
  const real = await realpath(path).catch(() => undefined /* it is not there */);
  if (real === undefined) return false;
  for (const folder of folders) {
    const way = await realpath(folder).then(
      realFolder => relative(realFolder, real),
      () => '..',
    );
    if (way.split(sep)[0] !== '..' && !isAbsolute(way)) return true;
  }
  return false;
}
