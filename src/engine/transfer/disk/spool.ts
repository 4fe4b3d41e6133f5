/** Bytes delivered in slices, for example by a page, which has no path: a file that is sent while it grows. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SocketError } from '../../../core/socketError.ts';
import { privateFile } from '../../files/privateFiles.ts';
import { withSignal } from '../withSignal.ts';
import { FileSource } from './fileSource.ts';

/** Maximum number of bytes by which delivery may be ahead of the sender. They stay on disk until all is sent. */
export const maxAheadBytes = 64 * 1024 * 1024;

export interface SpoolOptions {
  readonly name: string;
  /** Expected number of bytes. */
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedMs: number;
}

/** Progress of a reader that sends the spool. */
interface SpoolReader {
  offset: number;
}

/**
 * A spool exists for as long as it is being filled or held. Its file exists from its first byte or first reader on, and
 * is open only while it is written or read, since many spools may wait for their turn.
 */
export class Spool {
  readonly path: string;
  readonly options: SpoolOptions;
  readonly #onDeleted: (() => void) | undefined;
  readonly #readers = new Set<SpoolReader>();
  /** Files that a reader is opening, which may create them. */
  readonly #opening = new Set<Promise<FileHandle>>();
  #accepted = 0;
  #written = 0;
  #writing: Promise<void> = Promise.resolve();
  #changed = Promise.withResolvers<void>();
  #failure: SocketError | undefined;
  #isClosed = false;
  #holders = 0;
  #deleted: Promise<void> | undefined;

  /** The directory must exist. */
  constructor(directory: string, options: SpoolOptions, onDeleted?: () => void) {
    this.path = join(directory, `${randomUUID()}.spool`);
    this.options = options;
    this.#onDeleted = onDeleted;
  }

  /**
   * Adds bytes, which must not change before it resolves. Waits until they aren't too far ahead of the readers, and
   * resolves when they are on disk. Rejects with WRONG_SIZE, without accepting any, if more arrive than announced; with
   * SPOOL_ABANDONED after the end; or with the system's error.
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

  /**
   * Called when no more bytes follow. If it isn't complete, its readers fail with SPOOL_ABANDONED, and it is deleted
   * even if it is held, since it can never be sent completely. A spool that isn't held is deleted, too.
   */
  async close(complete: boolean): Promise<void> {
    await this.#close(complete);
    if (this.#holders === 0 || !this.isPromised) await this.delete();
  }

  /** True while all of its bytes are available or may still arrive. */
  get isPromised(): boolean {
    return this.#failure === undefined;
  }

  /** Reads it from the beginning, waiting for bytes that haven't arrived yet. It is held until the source is closed. */
  async read({ isHashed = false } = {}): Promise<FileSource> {
    if (this.#deleted !== undefined) throw this.#abandoned();
    this.hold();
    try {
      const file = await this.#openToRead();
      const reader = { offset: 0 };
      this.#readers.add(reader);
      return new FileSource(file, {
        path: this.path,
        ...this.options,
        isHashed,
        grownBeyond: (offset, signal) => this.#grownBeyond(offset, reader, signal),
        onClose: () => {
          this.#readers.delete(reader);
          this.#announceChange();
          return this.release();
        },
      });
    } catch (error) {
      await this.release();
      throw SocketError.from(error, 'readFile', this.options.name);
    }
  }

  /** Keeps it until `release`, for example for another attempt. */
  hold(): void {
    this.#holders++;
  }

  /** Releases it. The last holder's release deletes it, even if bytes still arrive: they aren't needed any more. */
  async release(): Promise<void> {
    this.#holders--;
    if (this.#holders === 0) await this.delete();
  }

  /** Deletes it even if it is held: readers fail when they need more. */
  delete(): Promise<void> {
    this.#deleted ??= this.#delete();
    return this.#deleted;
  }

  async #delete(): Promise<void> {
    this.#onDeleted?.();
    await this.#close(false);
    await Promise.allSettled(this.#opening);
    await rm(this.path, { force: true });
  }

  async #openToRead(): Promise<FileHandle> {
    const opening = open(this.path, 'a+', privateFile);
    this.#opening.add(opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(opening);
    }
  }

  async #close(complete: boolean): Promise<void> {
    this.#isClosed = true;
    if (!complete) this.#end(this.#abandoned());
    await this.#writing;
    if (this.#written < this.options.size) this.#end(this.#abandoned());
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#turn();
    if (bytes.length === 0) return;
    try {
      await using file = await open(this.path, 'a', privateFile);
      await file.writeFile(bytes);
    } catch (error) {
      throw SocketError.from(error, 'write', this.path);
    }
    this.#written += bytes.length;
    this.#announceChange();
  }

  /** Waits until delivery isn't too far ahead of the slowest reader, or of the beginning while there is none. */
  async #turn(): Promise<void> {
    while (!this.#failure && this.#written > this.#leastRead() + maxAheadBytes) await this.#changed.promise;
    if (this.#failure) throw this.#failure;
  }

  #leastRead(): number {
    return this.#readers.size === 0 ? 0 : Math.min(...[...this.#readers].map(({ offset }) => offset));
  }

  async #grownBeyond(offset: number, reader: SpoolReader, signal: AbortSignal): Promise<number> {
    reader.offset = offset;
    this.#announceChange();
    while (this.#written <= offset) {
      if (this.#failure) throw this.#failure;
      await withSignal(this.#changed.promise, signal);
    }
    return this.#written;
  }

  #end(failure: SocketError): void {
    this.#isClosed = true;
    this.#failure ??= failure;
    this.#announceChange();
  }

  #announceChange(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }

  #abandoned(): SocketError {
    const { name, size } = this.options;
    return new SocketError('SPOOL_ABANDONED', { address: name, bytes: this.#written, size });
  }
}
