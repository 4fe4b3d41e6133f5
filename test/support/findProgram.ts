/** Finds programs on the PATH. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Returns the path of the first of these programs that is on the PATH. */
export async function findProgram(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return undefined;
}
