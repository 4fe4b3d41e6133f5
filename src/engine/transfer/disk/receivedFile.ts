/** A file being received: a part that is written in the background and hashed until it is complete and gets a free name. */
import { lstat } from 'node:fs/promises';
import { SocketError } from '../../../core/socketError.ts';
import { FileSha256 } from '../hash/sha256.ts';
import type { FileNames } from './fileNames.ts';
import { guessFileType, headBytes, unknownExtension } from './fileType.ts';
import { PartFile } from './partFile.ts';
import { publish } from './publish.ts';
import { WriteBehind } from './writeBehind.ts';

export interface ReceivedFileOptions {
  /** Created if necessary. */
  readonly directory: string;
  readonly names: FileNames;
  /** A larger file fails with FILE_TOO_LARGE. */
  readonly maxBytes?: number;
  /** True if nothing else uses the memory of the bytes: it is freed as soon as they are written. */
  readonly ownsBytes?: boolean;
  /** Called when nothing more can be written, even if nothing is being written at the moment. */
  readonly onFailed?: (error: SocketError) => void;
}

export interface FinishOptions {
  /** ms since the epoch. */
  readonly modifiedMs?: number | undefined;
  /** Aborts the search for a name. */
  readonly signal?: AbortSignal;
}

export interface FinishedFile {
  readonly path: string;
  /** In hex. */
  readonly sha256: string;
  readonly mediaType: string;
}

export class ReceivedFile {
  readonly #options: ReceivedFileOptions;
  #part: PartFile;
  /** The part that was found but belongs to a different file. */
  #replaced: PartFile | undefined;
  #writer: WriteBehind;
  #hash: FileSha256;
  #bytes: number;
  /** True if it has bytes of an earlier attempt that haven't been checked yet. */
  #isUnchecked: boolean;
  #isFinished = false;
  /** Set once more bytes have arrived than are accepted. */
  #excess: SocketError | undefined;

  private constructor(part: PartFile, options: ReceivedFileOptions) {
    this.#part = part;
    this.#options = options;
    this.#bytes = part.length;
    this.#isUnchecked = part.length > 0;
    this.#hash = new FileSha256(part.handle);
    this.#writer = this.#writeFrom(part.length);
  }

  /** Creates a new file, even if others have its name. Rejects with a SocketError if the directory isn't writable. */
  static async create(options: ReceivedFileOptions): Promise<ReceivedFile> {
    return new ReceivedFile(await PartFile.create(options.directory, nameOf(options)), options);
  }

  /** Opens the part that an earlier attempt left behind, if there is one: `hashSoFar` or `restart` must be called first. */
  static async resume(options: ReceivedFileOptions): Promise<ReceivedFile | undefined> {
    const part = await PartFile.find(options.directory, nameOf(options));
    return part && new ReceivedFile(part, options);
  }

  /** Path of the part, which changes when it is abandoned. */
  get path(): string {
    return this.#part.path;
  }

  /** Path at which an earlier attempt left the part; undefined for a new one. */
  get foundAt(): string | undefined {
    return this.#part.foundAt;
  }

  /** Number of accepted bytes, including those of an earlier attempt. */
  get bytes(): number {
    return this.#bytes;
  }

  /** True if the sender should wait for `drained`, since too much waits for the disk or writing failed. */
  get isBusy(): boolean {
    return this.#excess !== undefined || this.#writer.isBusy;
  }

  /** Returns the SHA-256 in hex of the bytes so far, including those of an earlier attempt. More may follow. */
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

  /** Starts over in another part. The found one may still be useful, and is deleted when the file is complete. */
  async restart(): Promise<void> {
    await this.#hash.stop();
    const part = await PartFile.create(this.#options.directory, nameOf(this.#options));
    this.#replaced = this.#part;
    this.#part = part;
    this.#bytes = 0;
    this.#isUnchecked = false;
    this.#hash = new FileSha256(part.handle);
    this.#writer = this.#writeFrom(0);
  }

  /**
   * Accepts bytes, which must not change afterwards; with `ownsBytes`, they must not be read either. Returns false if the sender should
   * wait for `drained`, which also reports a failure.
   */
  write(bytes: Uint8Array): boolean {
    if (this.#isUnchecked) throw new Error('the bytes of an earlier attempt must be hashed or dropped first');
    const { maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#bytes + bytes.length > maxBytes)
      this.#excess ??= new SocketError('FILE_TOO_LARGE', { address: this.path, maxBytes });
    if (this.#excess) return false;
    this.#bytes += bytes.length;
    this.#writer.append(bytes);
    this.#hash.update(bytes);
    return !this.isBusy;
  }

  /** Resolves when there is room again. Rejects with the error that ended writing: the system's or FILE_TOO_LARGE. */
  drained(): Promise<void> {
    if (this.#excess) return Promise.reject(this.#excess);
    return this.#writer.drained().catch(error => this.#fail(error));
  }

  /** Gives the complete file a free name. Rejects like `drained`; then `abandon` must still be called. */
  async finish({ modifiedMs, signal }: FinishOptions = {}): Promise<FinishedFile> {
    try {
      if (this.#excess) throw this.#excess;
      const sha256 = await this.hashSoFar();
      const { mediaType, extension } = await this.#guessType();
      if (modifiedMs !== undefined) await this.#part.handle.utimes(new Date(), new Date(modifiedMs));
      await this.#checkPart();
      await this.#part.share();
      await this.#close();
      const path = await publish(this.path, { ...this.#options, extension }, signal);
      this.#isFinished = true;
      this.#part.forget();
      await this.#replaced?.remove();
      return { path, sha256, mediaType };
    } catch (error) {
      return this.#fail(error);
    }
  }

  /**
   * Called when the file won't be completed. Bytes that can be resumed are kept: those of an earlier attempt always,
   * those received since if `keep` is set. Does nothing to a finished file. Never rejects: the caller already has a
   * reason for giving up.
   */
  async abandon({ keep }: { readonly keep: boolean }): Promise<void> {
    if (this.#isFinished) return;
    const part = this.#part;
    if (keep) await this.#writer.flush().catch(() => undefined /* whatever was written is kept */);
    await this.#writer.stop(new SocketError('CANCELLED'));
    await this.#hash.stop().catch(() => undefined /* the hash isn't needed any more */);
    if (!keep && part.length > 0)
      await part.handle.truncate(part.length).catch(() => undefined /* it can't be resumed then */);
    const isEmpty = (keep ? this.#writer.position : part.length) === 0;
    await (isEmpty ? part.remove() : part.leave());
    await this.#replaced?.leave();
  }

  /** Checks that no other program has removed the part or written to it. */
  async #checkPart(): Promise<void> {
    const [held, found] = await Promise.all([this.#part.handle.stat(), lstat(this.path)]);
    const isSame = held.ino === found.ino && held.dev === found.dev && held.nlink === 1;
    if (!isSame || held.size !== this.#bytes)
      throw new SocketError('FILE_CHANGED', { address: this.path, size: this.#bytes });
  }

  async #guessType(): Promise<{ mediaType: string; extension: string }> {
    const head = new Uint8Array(headBytes);
    const { bytesRead } = await this.#part.handle.read(head, 0, head.length, 0);
    return guessFileType(head.subarray(0, bytesRead));
  }

  #writeFrom(position: number): WriteBehind {
    const onWritten = (reached: number) => this.#hash.reach(reached);
    const onFailed = (error: Error) => this.#options.onFailed?.(SocketError.from(error, 'write', this.path));
    return new WriteBehind(this.#part.handle, position, onWritten, onFailed, this.#options);
  }

  async #close(): Promise<void> {
    await this.#hash.stop();
    await this.#part.close();
  }

  #fail(error: unknown): never {
    if ((error as Error).name === 'AbortError') throw error;
    throw SocketError.from(error, 'write', this.path);
  }
}

/** Returns the base name of the file's parts. */
function nameOf({ names }: ReceivedFileOptions): string {
  return names(0, unknownExtension);
}
