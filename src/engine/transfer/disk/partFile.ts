/**
 * The part file of a received file until it is complete, created or found from an earlier attempt. Only one process at
 * a time writes to it: its name tells others that it is in use, and a process that resumes it renames it first, which
 * only one can do.
 */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { SocketError } from '../../../core/socketError.ts';
import { privateFile } from '../../files/privateFiles.ts';
import { makeDirectory } from './makeDirectory.ts';
import { heldName, isHeldElsewhere, unheldName } from './partName.ts';
import { forgetListing, partsOf } from './partsOf.ts';
import { pathOf } from './pathOf.ts';

/** The parts that this process is writing to: two endpoints may receive into one folder. */
const inUse = new Set<string>();

export class PartFile {
  readonly handle: FileHandle;
  /** Number of bytes from an earlier attempt. */
  readonly length: number;
  /** Path at which an earlier attempt left it; undefined for a new one. */
  readonly foundAt: string | undefined;
  /** Name of the file that it is a part of. */
  readonly #name: string;
  #path: string;
  #closed: Promise<void> | undefined;
  /** Mode of a new file in this directory; undefined for a part that was found. */
  #usualMode: number | undefined;

  private constructor(handle: FileHandle, path: string, name: string, left?: { at: string; length: number }) {
    this.handle = handle;
    this.#path = path;
    this.length = left?.length ?? 0;
    this.foundAt = left?.at;
    this.#name = name;
  }

  get path(): string {
    return this.#path;
  }

  /** Creates an empty part in a directory, which is created if necessary. Rejects with the system's error. */
  static async create(directory: string, name: string): Promise<PartFile> {
    try {
      await makeDirectory(directory);
      return await PartFile.#createAt(pathOf(directory, heldName(name)), name);
    } catch (error) {
      throw SocketError.from(error, 'write', directory);
    }
  }

  static async #createAt(path: string, name: string): Promise<PartFile> {
    // Added before the file exists: otherwise another reception that looks for parts would take it.
    inUse.add(path);
    try {
      // It stays empty until its mode is private.
      const handle = await open(path, 'wx+');
      const part = new PartFile(handle, path, name);
      part.#usualMode = (await handle.stat()).mode & 0o777;
      await part.#changeMode(privateFile);
      return part;
    } catch (error) {
      inUse.delete(path);
      throw error;
    }
  }

  /** Finds the most recently written part that an earlier attempt left and that isn't in use. */
  static async find(directory: string, name: string): Promise<PartFile | undefined> {
    const found = await Promise.all((await partsOf(directory, name)).map(part => look(pathOf(directory, part))));
    const left = found.filter(part => part !== undefined);
    left.sort((one, other) => Number(other.size > 0) - Number(one.size > 0) || other.mtimeMs - one.mtimeMs);
    for (const { path } of left) {
      const part = await PartFile.#take(path, name);
      if (part) return part;
    }
    return undefined;
  }

  static async #take(found: string, name: string): Promise<PartFile | undefined> {
    const path = pathOf(dirname(found), heldName(name));
    inUse.add(path);
    try {
      await rename(found, path);
    } catch {
      // Another process was faster, or the part belongs to another user: in both cases, it isn't available.
      inUse.delete(path);
      return undefined;
    }
    const flags = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const handle = await open(path, flags).catch(() => undefined /* another user's: a new part is created */);
    const opened = await handle?.stat();
    if (handle && opened && isOurs(opened)) return new PartFile(handle, path, name, { at: found, length: opened.size });
    await handle?.close();
    await rename(path, found).catch(() => undefined /* it keeps its name */);
    inUse.delete(path);
    return undefined;
  }

  /** Gives it the mode of the user's own files: from now on, the umask and the directory decide who may read it. */
  async share(): Promise<void> {
    await this.#changeMode(this.#usualMode ?? (await usualMode(dirname(this.path), this.#name)));
  }

  /** Stops writing to it. Rejects with the system's error. */
  close(): Promise<void> {
    this.#closed ??= this.handle.close();
    return this.#closed;
  }

  /** Releases it for other processes to resume. Never rejects: at worst, they can once this process has ended. */
  async leave(): Promise<void> {
    await this.#closeQuietly();
    const free = pathOf(dirname(this.path), unheldName(this.#name));
    const isFree = await rename(this.path, free).then(
      () => true,
      () => false /* its folder is gone, or read-only by now */,
    );
    this.forget();
    if (isFree) this.#path = free;
    forgetListing(dirname(free));
  }

  /** Deletes it. Never rejects: a part that can't be deleted is left to the next attempt. */
  async remove(): Promise<void> {
    await this.#closeQuietly();
    await rm(this.path, { force: true }).catch(() => undefined /* its folder is gone, or read-only by now */);
    this.forget();
  }

  /** Called when it has become a complete file. */
  forget(): void {
    inUse.delete(this.path);
  }

  async #changeMode(mode: number): Promise<void> {
    await this.handle.chmod(mode).catch(() => undefined /* a file system without modes */);
  }

  async #closeQuietly(): Promise<void> {
    await this.close().catch(() => undefined /* nothing can be done about it, and the descriptor is released */);
  }
}

/** Returns the mode of a new file in a directory, which depends on the umask and on defaults of the directory. */
async function usualMode(directory: string, name: string): Promise<number> {
  const path = pathOf(directory, heldName(name));
  inUse.add(path);
  try {
    await using file = await open(path, 'wx');
    return (await file.stat()).mode & 0o777;
  } finally {
    await rm(path, { force: true });
    inUse.delete(path);
  }
}

/** Returns a part at a path; undefined if a process is writing to it, or if it isn't a part. */
async function look(path: string): Promise<{ path: string; size: number; mtimeMs: number } | undefined> {
  const found = await lstat(path).catch(() => undefined /* it is gone */);
  if (!found || !isOurs(found) || inUse.has(path) || isHeldElsewhere(basename(path), found.mtimeMs)) return undefined;
  return { path, size: found.size, mtimeMs: found.mtimeMs };
}

/** Returns false for links, which aren't parts, and for files with a second name, which may be complete by now. */
function isOurs(found: { isFile(): boolean; nlink: number }): boolean {
  return found.isFile() && found.nlink === 1;
}
