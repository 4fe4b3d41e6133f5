/** Bytes that somebody hands over slice by slice, as a page does that has no path: a file that is sent while it grows. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SocketError } from '../../core/socketError.ts';
import { FileSource } from './fileSource.ts';
import { withSignal } from './withSignal.ts';

export interface SpoolOptions {
  readonly name: string;
  /** Bytes that will come. */
  readonly size: number;
  /** ms since the epoch; now where nobody knows. */
  readonly modifiedMs?: number | undefined;
  /** Nobody needs it any more. */
  readonly onDeleted?: () => void;
}

/** A file of its own in the directory, which is made when it is missing. Its opener holds it. Rejects with the system's error. */
export async function openSpool(directory: string, options: SpoolOptions): Promise<Spool> {
  const path = join(directory, `${randomUUID()}.spool`);
  try {
    await mkdir(directory, { recursive: true });
    return new Spool(await open(path, 'wx'), path, options);
  } catch (error) {
    throw SocketError.from(error, 'write', path);
  }
}

export class Spool {
  readonly path: string;
  readonly options: SpoolOptions;
  readonly #file: FileHandle;
  readonly #openedMs = Date.now();
  #accepted = 0;
  #written = 0;
  #writing: Promise<void> = Promise.resolve();
  #changed = Promise.withResolvers<void>();
  #failure: SocketError | undefined;
  #isClosed = false;
  #holders = 1;
  #deleted: Promise<void> | undefined;

  constructor(file: FileHandle, path: string, options: SpoolOptions) {
    this.#file = file;
    this.path = path;
    this.options = options;
  }

  /** Bytes that came. */
  get bytes(): number {
    return this.#written;
  }

  /**
   * Adds bytes, which must not change before it resolves. Rejects with WRONG_SIZE, and takes none, when more come than was said;
   * with SPOOL_ABANDONED after the end; with the system's error.
   */
  append(bytes: Uint8Array): Promise<void> {
    const { size } = this.options;
    if (this.#accepted + bytes.length > size) {
      return Promise.reject(new SocketError('WRONG_SIZE', { size }));
    }
    if (this.#isClosed) return Promise.reject(this.#failure ?? this.#abandoned());
    this.#accepted += bytes.length;
    const writing = this.#writing.then(() => this.#write(bytes));
    this.#writing = writing.catch(error => this.#end(error as SocketError));
    return writing;
  }

  /** No more bytes come. What is not complete then fails its readers with SPOOL_ABANDONED. */
  async close(complete: boolean): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
    if (!complete || this.#written < this.options.size) this.#end(this.#failure ?? this.#abandoned());
  }

  /** Reads it from the beginning, and waits for what has not come yet. It is held until the source is closed. */
  async read({ isHashed = false } = {}): Promise<FileSource> {
    this.hold();
    try {
      return new FileSource(await open(this.path, 'r'), {
        path: this.path,
        name: this.options.name,
        size: this.options.size,
        modifiedMs: this.options.modifiedMs ?? this.#openedMs,
        isHashed,
        grownBeyond: (offset, signal) => this.#grownBeyond(offset, signal),
        onClose: () => this.release(),
      });
    } catch (error) {
      await this.release();
      throw SocketError.from(error, 'readFile', this.options.name);
    }
  }

  /** Needs it until `release`, as for another attempt. */
  hold(): void {
    this.#holders++;
  }

  /** Whoever held it needs it no more: the last one to say so deletes it. */
  async release(): Promise<void> {
    this.#holders--;
    if (this.#holders === 0) await this.delete();
  }

  /** Deletes it, whoever holds it: readers fail when they need more. */
  delete(): Promise<void> {
    this.#deleted ??= this.#delete();
    return this.#deleted;
  }

  async #delete(): Promise<void> {
    this.options.onDeleted?.();
    await this.close(false);
    await this.#file.close();
    await rm(this.path, { force: true });
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#failure) throw this.#failure;
    try {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, this.#written);
        at += bytesWritten;
        this.#written += bytesWritten;
      }
    } catch (error) {
      throw SocketError.from(error, 'write', this.path);
    }
    this.#tellChange();
  }

  async #grownBeyond(offset: number, signal: AbortSignal): Promise<number> {
    while (this.#written <= offset) {
      if (this.#failure) throw this.#failure;
      await withSignal(this.#changed.promise, signal);
    }
    return this.#written;
  }

  #end(failure: SocketError): void {
    this.#isClosed = true;
    this.#failure ??= failure;
    this.#tellChange();
  }

  #tellChange(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }

  #abandoned(): SocketError {
    const { name, size } = this.options;
    return new SocketError('SPOOL_ABANDONED', { address: name, bytes: this.#written, size });
  }
}
