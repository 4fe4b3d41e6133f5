/** A small file that is written anew whenever what it tells has changed. Writing never fails and never waits: the transcript's own writes tell of a disk that takes nothing. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { privateDirectory, privateFile } from './privateFiles.ts';

export class RecordFile {
  readonly #path: string;
  #waiting: (() => string) | undefined;
  #writing: Promise<void> | undefined;
  /** The file may have its other name: set aside here, or by a process that died. */
  #mayBeAside = true;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes what `text` gives then as soon as the disk is free; what still waits is not written any more. */
  write(text: () => string): void {
    this.#waiting = text;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when the last one is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Gives the file another name until it is written again. Rejects with the system's error when it can't. */
  async setAside(): Promise<void> {
    this.#waiting = undefined;
    await this.#writing;
    this.#mayBeAside = true;
    await rename(this.#path, this.#asidePath).catch(unlessMissing);
  }

  get #asidePath(): string {
    return `${this.#path}.removed`;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting !== undefined) {
      const text = this.#waiting;
      this.#waiting = undefined;
      await this.#replace(text()).catch(() => undefined /* told by others, as above */);
    }
    this.#writing = undefined;
  }

  /** By a rename, so that it is never read half written. */
  async #replace(text: string): Promise<void> {
    // Also a full disk allows this: better an old record than none.
    if (this.#mayBeAside) await rename(this.#asidePath, this.#path).catch(unlessMissing);
    this.#mayBeAside = false;
    await mkdir(dirname(this.#path), { recursive: true, mode: privateDirectory });
    await writeFile(`${this.#path}.part`, text, { mode: privateFile });
    await rename(`${this.#path}.part`, this.#path);
  }
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
