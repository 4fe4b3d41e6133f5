/** A file being received: a `.part` that is written behind and hashed, until it is whole and gets a name that was free. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SocketError } from '../../core/socketError.ts';
import type { FileNames } from './fileNames.ts';
import { guessFileType, headBytes } from './fileType.ts';
import { createPart, findPart, maxAttempts, type PartFile, pathOf } from './partFile.ts';
import { moveWithoutOverwriting } from './publish.ts';
import { createSha256, type Sha256 } from './sha256.ts';
import { WriteBehind } from './writeBehind.ts';

export interface ReceivedFileOptions {
  /** Made when it is missing. */
  readonly directory: string;
  readonly names: FileNames;
  /** More fail with FILE_TOO_LARGE. */
  readonly maxBytes?: number;
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
  #hash: Sha256 | undefined;
  #bytes: number;

  private constructor(part: PartFile, options: ReceivedFileOptions) {
    this.#part = part;
    this.#options = options;
    this.#bytes = part.length;
    this.#writer = new WriteBehind(part.handle, part.length);
    if (part.length === 0) this.#hash = createSha256();
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
    return this.#writer.isBusy;
  }

  /** SHA-256 in hex of the bytes of an earlier attempt. What is written follows them. */
  async hashSoFar(signal?: AbortSignal): Promise<string> {
    const hash = this.#hash ?? createSha256();
    if (!this.#hash) await this.#hashStored(hash, signal);
    this.#hash = hash;
    return hash.soFar();
  }

  /** Forgets the bytes of an earlier attempt. */
  async restart(): Promise<void> {
    await this.#part.handle.truncate(0).catch(error => this.#fail(error));
    this.#bytes = 0;
    this.#hash = createSha256();
    this.#writer = new WriteBehind(this.#part.handle, 0);
  }

  /** Takes bytes, which must not change afterwards. False when the sender should wait for `drained`, which also tells a failure. */
  write(bytes: Uint8Array): boolean {
    if (!this.#hash) throw new Error('bytes of an earlier attempt are hashed or dropped before others follow');
    this.#bytes += bytes.length;
    const { maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#bytes > maxBytes) {
      void this.#writer.stop(new SocketError('FILE_TOO_LARGE', { address: this.path, maxBytes }));
      return false;
    }
    this.#writer.append(bytes);
    void this.#hash.update(bytes);
    return !this.isBusy;
  }

  /** There is room again. Rejects with what ended the writing: the system's error or FILE_TOO_LARGE. */
  drained(): Promise<void> {
    return this.#writer.drained().catch(error => this.#fail(error));
  }

  /** All bytes came: gives the file a name that is free. Rejects like `drained`; then `abandon` is still to be called. */
  async finish({ modifiedMs }: { readonly modifiedMs?: number } = {}): Promise<FinishedFile> {
    try {
      if (!this.#hash) throw new Error('bytes of an earlier attempt are hashed or dropped before the file is whole');
      await this.#writer.flush();
      const { mediaType, extension } = await this.#guessType();
      if (modifiedMs !== undefined) await this.#part.handle.utimes(new Date(), new Date(modifiedMs));
      const sha256 = await this.#hash.digest();
      await this.#part.handle.close();
      const path = await this.#publish(extension);
      this.#part.leave();
      return { path, sha256, mediaType };
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** It will not be whole. Kept is what can be gone on with; an empty part is removed in any case. */
  async abandon({ keep }: { readonly keep: boolean }): Promise<void> {
    if (keep) await this.#writer.flush().catch(() => undefined /* what was written is kept */);
    await this.#writer.stop(new SocketError('CANCELLED'));
    await this.#part.handle.close().catch(() => undefined /* it was closed by finish */);
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

  async #hashStored(hash: Sha256, signal: AbortSignal | undefined): Promise<void> {
    const memory = new Uint8Array(1024 * 1024);
    for (let at = 0; at < this.#bytes; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await this.#part.handle.read(memory, 0, Math.min(memory.length, this.#bytes - at), at);
      if (bytesRead === 0) throw new SocketError('FILE_CHANGED', { address: this.path });
      await hash.update(memory.subarray(0, bytesRead));
      at += bytesRead;
    }
  }

  #fail(error: unknown): never {
    throw SocketError.from(error, 'write', this.path);
  }
}
