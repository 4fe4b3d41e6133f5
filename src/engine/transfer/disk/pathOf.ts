/** The only way to turn a name into a path. */
import { basename, join, resolve } from 'node:path';

/** Returns the path of a received file with that name. @throws RangeError if it isn't a plain name. */
export function pathOf(directory: string, name: string): string {
  if (name === '' || name === '.' || name === '..' || basename(name) !== name || name.includes('\\')) {
    throw new RangeError(`${JSON.stringify(name)} isn’t a valid file name`);
  }
  return join(resolve(directory), name);
}
