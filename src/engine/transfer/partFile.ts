/** The file that a received one is until it is whole: `NAME.part`, made or found where nobody else of this process writes to it. */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { SocketError } from '../../core/socketError.ts';
import type { FileNames } from './fileNames.ts';
import { unknownExtension } from './fileType.ts';
import { makeDirectory } from './makeDirectory.ts';

export const partSuffix = '.part';
/** So many taken names are too many. */
export const maxAttempts = 100_000;

/** Which parts are being written to by this process: two endpoints may receive into one folder. */
const inUse = new Set<string>();
const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';

export interface PartFile {
  readonly handle: FileHandle;
  readonly path: string;
  /** Which of the names it has. */
  readonly attempt: number;
  /** Bytes in it from an earlier time. */
  readonly length: number;
  /** Others may use it. */
  leave(): void;
}

/** A new empty part, of the first name that neither a file nor a part has. Rejects with the system's error. */
export async function createPart(directory: string, names: FileNames): Promise<PartFile> {
  try {
    await makeDirectory(directory);
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const part = await tryPart(directory, names, attempt);
      if (part) return part;
    }
  } catch (error) {
    throw SocketError.from(error, 'write', directory);
  }
  throw new SocketError('EEXIST', { operation: 'write', address: pathOf(directory, names(0, unknownExtension)) });
}

/** The first part that an earlier time left behind and that nobody uses, to go on with, if there is one. */
export async function findPart(directory: string, names: FileNames): Promise<PartFile | undefined> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const path = pathOf(directory, names(attempt, unknownExtension));
    const part = await claimed(`${path}${partSuffix}`, partPath => reopen(partPath, attempt));
    if (part) return part;
    if (!(await exists(`${path}${partSuffix}`)) && !(await exists(path))) return undefined;
  }
  return undefined;
}

/** Where a received file of that name lies. @throws RangeError for anything but a name. */
export function pathOf(directory: string, name: string): string {
  if (name === '' || name === '.' || name === '..' || basename(name) !== name || name.includes('\\')) {
    throw new RangeError(`${JSON.stringify(name)} is no file name`);
  }
  return join(resolve(directory), name);
}

async function tryPart(directory: string, names: FileNames, attempt: number): Promise<PartFile | undefined> {
  const path = pathOf(directory, names(attempt, unknownExtension));
  if (await exists(path)) return undefined;
  return claimed(`${path}${partSuffix}`, async partPath => {
    const handle = await open(partPath, 'wx+').catch(undefinedIf('EEXIST'));
    if (!handle) return undefined;
    // Another one of this name may have become whole, and given its part up, between the look and the making.
    if (!(await exists(path))) return { handle, path: partPath, attempt, length: 0 };
    await handle.close();
    await rm(partPath, { force: true });
    return undefined;
  });
}

async function reopen(path: string, attempt: number): Promise<Omit<PartFile, 'leave'> | undefined> {
  const found = await lstat(path).catch(undefinedIf('ENOENT'));
  if (!found || !isOurs(found)) return undefined;
  const handle = await open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(
    () => undefined /* somebody else's: it gets a name of its own */,
  );
  if (!handle) return undefined;
  const opened = await handle.stat();
  if (isOurs(opened)) return { handle, path, attempt, length: opened.size };
  await handle.close();
  return undefined;
}

/** A link is nobody's part, and what has a second name may be a whole file by now: both are left alone. */
function isOurs(found: { isFile(): boolean; nlink: number }): boolean {
  return found.isFile() && found.nlink === 1;
}

/** Opens a part unless it is in use; it is, from then on. */
async function claimed(
  path: string,
  opening: (path: string) => Promise<Omit<PartFile, 'leave'> | undefined>,
): Promise<PartFile | undefined> {
  const key = ignoresCase ? path.toLowerCase() : path;
  if (inUse.has(key)) return undefined;
  inUse.add(key);
  const leave = () => inUse.delete(key);
  try {
    const part = await opening(path);
    if (part) return { ...part, leave };
  } catch (error) {
    leave();
    throw error;
  }
  leave();
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(undefinedIf('ENOENT'))) !== undefined;
}

function undefinedIf(code: string): (error: NodeJS.ErrnoException) => undefined {
  return error => {
    if (error.code !== code) throw error;
    return undefined;
  };
}
