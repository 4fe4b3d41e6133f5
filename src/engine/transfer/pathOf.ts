/** The only way from a name to a path. */
import { basename, join, resolve } from 'node:path';

/** Where a received file of that name lies. @throws RangeError for anything but a name. */
export function pathOf(directory: string, name: string): string {
  if (name === '' || name === '.' || name === '..' || basename(name) !== name || name.includes('\\')) {
    throw new RangeError(`${JSON.stringify(name)} is no file name`);
  }
  return join(resolve(directory), name);
}
