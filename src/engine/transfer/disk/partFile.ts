/**
 * The part that a received file is until it is complete, created or found from an earlier attempt. Only one process at a time writes to it:
 * others see from its name that it is in use, and a process that resumes it renames it first, which only one can do.
 */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { SocketError } from '../../../core/socketError.ts';
import { privateFile } from '../../files/privateFiles.ts';
import { makeDirectory } from './makeDirectory.ts';
import { freeName, heldName, isHeldElsewhere } from './partName.ts';
import { forgetListing, partsOf } from './partsOf.ts';
import { pathOf } from './pathOf.ts';

/** The parts that this process is writing to: two endpoints may receive into one folder. */
const inUse = new Set<string>();

export class PartFile {
  readonly handle: FileHandle;
  /** Number of bytes from an earlier attempt. */
  readonly length: number;
  /** Where an earlier attempt left it; undefined for a new one. */
  readonly foundAt: string | undefined;
  /** Name of the file that it is a part of. */
  readonly #name: string;
  #path: string;
  #closed: Promise<void> | undefined;
  /** Mode of a new file here; unknown for a part that was found. */
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

  /** Creates a new, empty one in a directory that is created if necessary. Rejects with the system's error. */
  static async create(directory: string, name: string): Promise<PartFile> {
    try {
      await makeDirectory(directory);
      return await PartFile.#createAt(pathOf(directory, heldName(name)), name);
    } catch (error) {
      throw SocketError.from(error, 'write', directory);
    }
  }

  static async #createAt(path: string, name: string): Promise<PartFile> {
    // Before it exists: otherwise another reception that looks for parts would take it.
    inUse.add(path);
    try {
      // Empty until its mode is private.
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

  /** Finds the most recently written of those that an earlier attempt left and that aren't in use. */
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
      // Another process was faster, or it belongs to another user: either way, it isn't available to us.
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

  /** Releases it for other processes to resume. Never rejects: at worst they can once this process has ended. */
  async leave(): Promise<void> {
    await this.#closeQuietly();
    const free = pathOf(dirname(this.path), freeName(this.#name));
    const isFree = await rename(this.path, free).then(
      () => true,
      () => false /* its folder is gone, or read-only by now */,
    );
    this.forget();
    if (isFree) this.#path = free;
    forgetListing(dirname(free));
  }

  /** Never rejects: what can't be removed is left to the next attempt. */
  async remove(): Promise<void> {
    await this.#closeQuietly();
    await rm(this.path, { force: true }).catch(() => undefined /* its folder is gone, or read-only by now */);
    this.forget();
  }

  /** It has become a complete file. */
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

/** Returns the mode of a new file there, which depends on the umask and on defaults of the directory. */
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

/** A part that no process is writing to. */
async function look(path: string): Promise<{ path: string; size: number; mtimeMs: number } | undefined> {
  const found = await lstat(path).catch(() => undefined /* it is gone */);
  if (!found || !isOurs(found) || inUse.has(path) || isHeldElsewhere(basename(path), found.mtimeMs)) return undefined;
  return { path, size: found.size, mtimeMs: found.mtimeMs };
}

/** A link isn't a part of ours, and a file with a second name may be complete by now: both are left alone. */
function isOurs(found: { isFile(): boolean; nlink: number }): boolean {
  return found.isFile() && found.nlink === 1;
}
