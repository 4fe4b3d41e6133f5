/** Finds the files to send when the user picks a file or a folder. */
import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SocketError } from '../../../core/socketError.ts';

const maxFiles = 100_000;

export interface FoundFile {
  readonly path: string;
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedMs: number;
}

export interface FoundFiles {
  /** Name of the file or the folder. */
  readonly name: string;
  /** Sorted by name; a folder's files are in its place. */
  readonly files: readonly FoundFile[];
  /** Bytes of all files. */
  readonly size: number;
  /** Errors for files and folders that couldn't be read. */
  readonly failures: readonly SocketError[];
}

/**
 * Returns the file itself, or all files in a folder and its subfolders. Pipes and the like are skipped; links are followed, into each
 * folder once. Rejects with TOO_MANY_FILES above 100,000, with the signal's reason if it is aborted, with NOT_A_FILE for a pipe or a
 * device, and with the system's error if nothing can be read at the path.
 */
export async function expandFiles(path: string, signal?: AbortSignal): Promise<FoundFiles> {
  const found = new FileSearch(signal);
  await found.add(path);
  const [failure] = found.failures;
  if (failure && 'address' in failure.params && failure.params.address === path) throw failure;
  const size = found.files.reduce((sum, file) => sum + file.size, 0);
  return { name: basename(path), files: found.files, size, failures: found.failures };
}

class FileSearch {
  readonly files: FoundFile[] = [];
  readonly failures: SocketError[] = [];
  readonly #seen = new Set<string>();
  readonly #signal: AbortSignal | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  async add(path: string): Promise<void> {
    this.#signal?.throwIfAborted();
    const entry = await this.#tried(path, stat(path, { bigint: true }));
    if (entry?.isDirectory()) await this.#addFolder(path, entry);
    else if (entry?.isFile()) this.#addFile(path, entry);
    else if (entry && this.#seen.size === 0) throw new SocketError('NOT_A_FILE', { address: path });
    if (this.files.length + this.failures.length > maxFiles) throw new SocketError('TOO_MANY_FILES', { maxFiles });
  }

  #addFile(path: string, { size, mtimeMs }: BigIntStats): void {
    this.files.push({ path, size: Number(size), modifiedMs: Number(mtimeMs) });
  }

  async #addFolder(path: string, { dev, ino }: BigIntStats): Promise<void> {
    const identity = `${dev}:${ino}`;
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    const names = (await this.#tried(path, readdir(path))) ?? [];
    names.sort((one, other) => (one < other ? -1 : 1));
    for (const name of names) await this.add(join(path, name));
  }

  async #tried<T>(path: string, result: Promise<T>): Promise<T | undefined> {
    try {
      return await result;
    } catch (error) {
      this.failures.push(SocketError.from(error, 'readFile', path));
      return undefined;
    }
  }
}
