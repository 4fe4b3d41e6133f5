/** A file being received: a `.part` that is written behind and hashed, until it is whole and gets a name that was free. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SocketError } from '../../core/socketError.ts';
import type { FileNames } from './fileNames.ts';
import { guessFileType, headBytes } from './fileType.ts';
import { createPart, findPart, maxAttempts, type PartFile, pathOf } from './partFile.ts';
import { moveWithoutOverwriting } from './publish.ts';
import { FileSha256 } from './sha256.ts';
import { WriteBehind } from './writeBehind.ts';

export interface ReceivedFileOptions {
  /** Made when it is missing. */
  readonly directory: string;
  readonly names: FileNames;
  /** More fail with FILE_TOO_LARGE. */
  readonly maxBytes?: number;
  /** Nothing more can be written, while nobody may be writing anything. */
  readonly onFailed?: (error: SocketError) => void;
}

export interface FinishedFile {
  readonly path: string;
  /** In hex. */
  readonly sha256: string;
  readonly mediaType: string;
}

export class ReceivedFile {
  readonly #part: PartFile;
  readonly #options: ReceivedFileOptions;
  #writer: WriteBehind;
  #hash: FileSha256;
  #bytes: number;
  /** It has bytes of an earlier attempt that nobody looked at yet. */
  #isUnchecked: boolean;
  #closed: Promise<void> | undefined;
  #isFinished = false;
  /** More came than is taken. */
  #excess: SocketError | undefined;

  private constructor(part: PartFile, options: ReceivedFileOptions) {
    this.#part = part;
    this.#options = options;
    this.#bytes = part.length;
    this.#isUnchecked = part.length > 0;
    this.#hash = new FileSha256(part.handle);
    this.#writer = this.#writeFrom(part.length);
  }

  /** A new file, whatever others there are of its name. Rejects with a SocketError where the directory can't be written to. */
  static async create(options: ReceivedFileOptions): Promise<ReceivedFile> {
    return new ReceivedFile(await createPart(options.directory, options.names), options);
  }

  /** The part that an earlier attempt left behind, if there is one: `hashSoFar` or `restart` comes first. */
  static async resume(options: ReceivedFileOptions): Promise<ReceivedFile | undefined> {
    const part = await findPart(options.directory, options.names);
    return part && new ReceivedFile(part, options);
  }

  /** Of the `.part`. */
  get path(): string {
    return this.#part.path;
  }

  /** Bytes taken, those of an earlier attempt included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** So much waits for the disk, or it failed, that the sender should wait for `drained`. */
  get isBusy(): boolean {
    return this.#excess !== undefined || this.#writer.isBusy;
  }

  /** SHA-256 in hex of the bytes until now, those of an earlier attempt included. More may follow. */
  async hashSoFar(signal?: AbortSignal): Promise<string> {
    try {
      await this.#writer.flush();
      const sha256 = await this.#hash.soFar(this.#bytes, signal);
      this.#isUnchecked = false;
      return sha256;
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Forgets the bytes of an earlier attempt. */
  async restart(): Promise<void> {
    await this.#hash.stop();
    await this.#part.handle.truncate(0).catch(error => this.#fail(error));
    this.#bytes = 0;
    this.#isUnchecked = false;
    this.#hash = new FileSha256(this.#part.handle);
    this.#writer = this.#writeFrom(0);
  }

  /** Takes bytes, which must not change afterwards. False when the sender should wait for `drained`, which also tells a failure. */
  write(bytes: Uint8Array): boolean {
    if (this.#isUnchecked) throw new Error('bytes of an earlier attempt are hashed or dropped before others follow');
    const { maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#bytes + bytes.length > maxBytes)
      this.#excess ??= new SocketError('FILE_TOO_LARGE', { address: this.path, maxBytes });
    if (this.#excess) return false;
    this.#bytes += bytes.length;
    this.#writer.append(bytes);
    this.#hash.update(bytes);
    return !this.isBusy;
  }

  /** There is room again. Rejects with what ended the writing: the system's error or FILE_TOO_LARGE. */
  drained(): Promise<void> {
    if (this.#excess) return Promise.reject(this.#excess);
    return this.#writer.drained().catch(error => this.#fail(error));
  }

  /** All bytes came: gives the file a name that is free. Rejects like `drained`; then `abandon` is still to be called. */
  async finish({ modifiedMs }: { readonly modifiedMs?: number } = {}): Promise<FinishedFile> {
    try {
      if (this.#excess) throw this.#excess;
      const sha256 = await this.hashSoFar();
      const { mediaType, extension } = await this.#guessType();
      if (modifiedMs !== undefined) await this.#part.handle.utimes(new Date(), new Date(modifiedMs));
      await this.#close();
      const path = await this.#publish(extension);
      this.#isFinished = true;
      this.#part.leave();
      return { path, sha256, mediaType };
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** It will not be whole. Kept is what can be gone on with; an empty part is removed in any case. Nothing happens to a finished file. */
  async abandon({ keep }: { readonly keep: boolean }): Promise<void> {
    if (this.#isFinished) return;
    if (keep) await this.#writer.flush().catch(() => undefined /* what was written is kept */);
    await this.#writer.stop(new SocketError('CANCELLED'));
    await this.#close();
    if (!keep || this.#writer.position === 0) await rm(this.path, { force: true });
    this.#part.leave();
  }

  async #publish(extension: string): Promise<string> {
    const { directory, names } = this.#options;
    for (let attempt = this.#part.attempt; attempt < maxAttempts; attempt++) {
      const path = pathOf(directory, names(attempt, extension));
      if (await moveWithoutOverwriting(this.path, path)) return path;
    }
    throw new SocketError('EEXIST', { operation: 'write', address: join(directory, names(0, extension)) });
  }

  async #guessType(): Promise<{ mediaType: string; extension: string }> {
    const head = new Uint8Array(headBytes);
    const { bytesRead } = await this.#part.handle.read(head, 0, head.length, 0);
    return guessFileType(head.subarray(0, bytesRead));
  }

  #writeFrom(position: number): WriteBehind {
    const onWritten = (reached: number) => this.#hash.reach(reached);
    const onFailed = (error: Error) => this.#options.onFailed?.(SocketError.from(error, 'write', this.path));
    return new WriteBehind(this.#part.handle, position, onWritten, onFailed);
  }

  #close(): Promise<void> {
    this.#closed ??= this.#hash.stop().then(() => this.#part.handle.close());
    return this.#closed;
  }

  #fail(error: unknown): never {
    if ((error as Error).name === 'AbortError') throw error;
    throw SocketError.from(error, 'write', this.path);
  }
}
