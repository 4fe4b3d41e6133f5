/**
 * A small file that is rewritten whenever its content changes. Writing never rejects and never waits: a failure to write is reported and
 * retried.
 */
import { lutimes, mkdir, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { privateDirectory, privateFile } from '../files/privateFiles.ts';
import { noConversation, owned, settling } from '../owned.ts';

const retryMs = 1000;

/** Returns the name of a record that is set aside. Its modification time is when that was. */
export function asideName(path: string): string {
  return `${path}.removed`;
}

/** Keeps track of files that can't be written at the moment. */
export interface StorageReport {
  fails(file: object, error: unknown): void;
  /** Called when the file has been written, or is no longer needed. */
  writes(file: object): void;
}

export class RecordFile {
  readonly #path: string;
  readonly #storage: StorageReport | undefined;
  #retry: NodeJS.Timeout | undefined;
  #waiting: (() => string) | undefined;
  #writing: Promise<void> | undefined;
  #hasEnded = false;
  /** True if the file may have its `asideName`: it was set aside here, or by a process that died. */
  #mayBeAside = true;

  constructor(path: string, storage?: StorageReport) {
    this.#path = path;
    this.#storage = storage;
  }

  /** Writes the current result of `text` as soon as the disk is free; it replaces a write that is still waiting. */
  write(text: () => string): void {
    if (this.#hasEnded) return;
    this.#waiting = text;
    const failed = () => {
      this.#writing = undefined;
    };
    this.#writing ??= settling({ failed }, 'recordFile.write', () => this.#writeAll());
  }

  /** Resolves when the last content has been written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Stops writing, since the directory is about to be removed; resolves when the last write is done. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#waiting = undefined;
    await this.#writing;
    clearTimeout(this.#retry);
    this.#storage?.writes(this);
  }

  /**
   * Renames the file until it is written again, and sets its time to `atMs`; both work on a full disk. Rejects with the
   * system's error if it can't be renamed.
   */
  async setAside(atMs: number): Promise<void> {
    this.#waiting = undefined;
    await this.#writing;
    clearTimeout(this.#retry);
    this.#storage?.writes(this);
    this.#mayBeAside = true;
    const at = new Date(atMs);
    await lutimes(this.#path, at, at).catch(() => undefined /* it keeps the time of its last write */);
    await rename(this.#path, asideName(this.#path)).catch(unlessMissing);
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting !== undefined) {
      const text = this.#waiting;
      this.#waiting = undefined;
      clearTimeout(this.#retry);
      try {
        await this.#replace(text());
        this.#storage?.writes(this);
      } catch (error) {
        this.#storage?.fails(this, error);
        if (this.#waiting === undefined) this.#writeLater(text);
      }
    }
    this.#writing = undefined;
  }

  #writeLater(text: () => string): void {
    const retry = owned(noConversation, 'recordFile.retry', () => this.write(text));
    this.#retry = setTimeout(retry, retryMs).unref();
  }

  /** Replaces the file by a rename, so that it is never read half-written. */
  async #replace(text: string): Promise<void> {
    // This works even on a full disk: an old record is better than none.
    if (this.#mayBeAside) await rename(asideName(this.#path), this.#path).catch(unlessMissing);
    this.#mayBeAside = false;
    await mkdir(dirname(this.#path), { recursive: true, mode: privateDirectory });
    await writeNew(`${this.#path}.part`, text);
    await rename(`${this.#path}.part`, this.#path);
  }
}

/**
 * Creates a file after removing anything at its path, such as a leftover of a process that died: writing to a pipe
 * would block a thread forever, and a link may lead to another file.
 */
async function writeNew(path: string, text: string): Promise<void> {
  const write = () => writeFile(path, text, { mode: privateFile, flag: 'wx' });
  await write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    await unlink(path).catch(unlessMissing);
    await write();
  });
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
