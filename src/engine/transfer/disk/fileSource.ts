/** A file being sent: its bytes in blocks, read one ahead, and their hash. */
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { SocketError } from '../../../core/socketError.ts';
import { openWithStats } from '../../../files/regularFile.ts';
import { FileSha256 } from '../hash/sha256.ts';
import { BlockBudget, BlockPool, blockCount, type FileBlock, mostBlockBytes } from './blockPool.ts';

const budget = new BlockBudget();
/**
 * Bytes of a large block that stay free if it is sent with a header, so that both together fill whole slices of the socket: otherwise, a
 * few bytes would be left over for a write of their own. It is a page, so that blocks begin with one.
 */
const headerRoom = 4096;

export interface SourceOptions {
  readonly path: string;
  /** The name sent to the receiver. */
  readonly name: string;
  /** Number of bytes to send, even if the file has more. */
  readonly size: number;
  readonly modifiedMs: number;
  /** True if its hash is computed while it is read. */
  readonly isHashed: boolean;
  /** Resolves with the number of available bytes once it exceeds `offset`. Absent if all bytes are available. */
  readonly grownBeyond?: (offset: number, signal: AbortSignal) => Promise<number>;
  /** Called when it isn't read any more. */
  readonly onClose?: () => Promise<void>;
}

export class FileSource {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedMs: number;
  readonly #file: FileHandle;
  readonly #options: SourceOptions;
  readonly #hash: FileSha256 | undefined;
  readonly #blockBytes: number;
  /** Number of bytes that are read into a block. */
  readonly #readBytes: number;
  readonly #pool: BlockPool;
  readonly #closing = new AbortController();
  #offset = 0;
  #reading: Promise<FileBlock | undefined> | undefined;
  #closed: Promise<void> | undefined;

  constructor(file: FileHandle, options: SourceOptions) {
    this.#file = file;
    this.#options = options;
    this.path = options.path;
    this.name = options.name;
    this.size = options.size;
    this.modifiedMs = options.modifiedMs;
    this.#hash = options.isHashed ? new FileSha256(file) : undefined;
    this.#blockBytes = budget.take(this.size);
    // Hashed files are sent with headers.
    const hasRoom = options.isHashed && this.#blockBytes === mostBlockBytes;
    this.#readBytes = hasRoom ? this.#blockBytes - headerRoom : this.#blockBytes;
    this.#pool = new BlockPool(blockCount, this.#blockBytes);
  }

  /**
   * Returns the next bytes; undefined after the last. At most four blocks may be unreleased: a fifth waits. Only one
   * call at a time. Rejects with FILE_CHANGED if the file has become shorter, with CANCELLED if it is closed, or with
   * the system's error.
   */
  async read(): Promise<FileBlock | undefined> {
    const reading = this.#reading ?? this.#next();
    this.#reading = undefined;
    const block = await reading;
    if (!block) return undefined;
    this.#reading = this.#next();
    this.#reading.catch(() => undefined /* reported by the next call */);
    return block;
  }

  /** Reads the first `length` bytes and returns their SHA-256 in hex; blocks continue from there. Only before anything has been read. */
  async skip(length: number, signal?: AbortSignal): Promise<string> {
    if (this.#offset > 0 || length > this.size) throw new RangeError(`can’t skip ${length} bytes of ${this.size}`);
    await this.#grown(length - 1, signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal);
    const hash = this.#hash ?? new FileSha256(this.#file);
    try {
      const sha256 = await hash.soFar(length, signal);
      this.#offset = length;
      return sha256;
    } catch (error) {
      throw this.#failure(error);
    } finally {
      if (hash !== this.#hash) await hash.stop();
    }
  }

  /** Returns the SHA-256 of the whole file in hex, after its last block. */
  async sha256(): Promise<string> {
    if (!this.#hash || this.#offset < this.size)
      throw new Error('the hash is available only after the last block, and if requested');
    return this.#hash.soFar(this.size).catch(error => {
      throw this.#failure(error);
    });
  }

  /** Stops reading. Memory that was handed out stays valid. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    // No caller waits for a file that was read to its end, and an error costs as much as opening one.
    if (this.#offset < this.size) this.#closing.abort(new SocketError('CANCELLED'));
    this.#pool.close();
    budget.give(this.#blockBytes);
    await this.#reading?.catch(() => undefined /* reported to the reader */);
    await this.#hash?.stop();
    await this.#file.close();
    await this.#options.onClose?.();
  }

  async #next(): Promise<FileBlock | undefined> {
    if (this.#offset >= this.size) return undefined;
    const memory = await this.#pool.take();
    try {
      const bytes = await this.#fill(memory);
      this.#hash?.update(bytes);
      let isReleased = false;
      const release = () => {
        if (!isReleased) this.#pool.give(memory);
        isReleased = true;
      };
      return { bytes, release };
    } catch (error) {
      this.#pool.give(memory);
      throw error;
    }
  }

  /** Reads as much as fits, or as much as a growing file has. */
  async #fill(memory: Uint8Array): Promise<Uint8Array> {
    const end = await this.#grown(this.#offset, this.#closing.signal);
    this.#hash?.reach(end);
    const wanted = Math.min(this.#readBytes, end - this.#offset);
    let length = 0;
    while (length < wanted) {
      const bytesRead = await this.#readAt(memory, length, wanted - length);
      if (bytesRead === 0) throw new SocketError('FILE_CHANGED', { address: this.path });
      length += bytesRead;
    }
    this.#offset += length;
    return memory.subarray(0, length);
  }

  /** Returns the size of the file once it exceeds `offset`. */
  async #grown(offset: number, signal: AbortSignal): Promise<number> {
    return Math.min(this.size, (await this.#options.grownBeyond?.(offset, signal)) ?? this.size);
  }

  async #readAt(memory: Uint8Array, at: number, length: number): Promise<number> {
    try {
      this.#closing.signal.throwIfAborted();
      const { bytesRead } = await this.#file.read(memory, at, length, this.#offset + at);
      return bytesRead;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): unknown {
    return (error as Error).name === 'AbortError' ? error : SocketError.from(error, 'readFile', this.path);
  }
}

/** Opens a file for sending. Rejects with NOT_A_FILE for folders, devices and pipes, otherwise with the system's error. */
export async function openFileSource(path: string, { isHashed = false } = {}): Promise<FileSource> {
  try {
    const { file, stats } = await openWithStats(path);
    return new FileSource(file, { path, name: basename(path), size: stats.size, modifiedMs: stats.mtimeMs, isHashed });
  } catch (error) {
    throw SocketError.from(error, 'readFile', path);
  }
}
