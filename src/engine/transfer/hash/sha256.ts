/** SHA-256 of a file while it is read or written: in the same thread for small files, in another for large ones. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { withSignal } from '../withSignal.ts';
import { ThreadHash } from './hashThread.ts';

/** Above this size, another thread reads the whole file from the system's cache: 1 GiB is then received twice as fast. */
export const inlineBytes = 4 * 1024 * 1024;

export class FileSha256 {
  readonly #file: FileHandle;
  readonly #inline = createHash('sha256');
  #inlined = 0;
  #thread: ThreadHash | undefined;

  /** Starts with no bytes. The file must be open for reading until `stop` has resolved. */
  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Adds the next bytes, which are in the file or will be. They aren't needed afterwards. */
  update(bytes: Uint8Array): void {
    if (this.#thread) return;
    if (this.#inlined + bytes.length > inlineBytes) this.#startThread();
    else this.#add(bytes);
  }

  /** Called when the first `length` bytes are in the file and can be read. */
  reach(length: number): void {
    if (length > inlineBytes) this.#startThread().reach(length);
  }

  /**
   * Returns the hash in hex of the first `length` bytes, which are all in the file by now. Rejects with the system's error if it can't be
   * read.
   */
  async soFar(length: number, signal?: AbortSignal): Promise<string> {
    this.reach(length);
    const hashing = this.#thread?.soFar() ?? this.#readRest(length);
    return signal ? await withSignal(hashing, signal) : await hashing;
  }

  /** Stops hashing. The file may be closed when it resolves. */
  async stop(): Promise<void> {
    await this.#thread?.stop();
  }

  #startThread(): ThreadHash {
    this.#thread ??= new ThreadHash(this.#file.fd);
    return this.#thread;
  }

  #add(bytes: Uint8Array): void {
    this.#inline.update(bytes);
    this.#inlined += bytes.length;
  }

  /** Hashes the bytes of a resumed file that haven't been hashed yet, and returns the hash. */
  async #readRest(length: number): Promise<string> {
    if (this.#inlined < length) {
      const memory = new Uint8Array(length - this.#inlined);
      const { bytesRead } = await this.#file.read(memory, 0, memory.length, this.#inlined);
      if (bytesRead < memory.length)
        throw Object.assign(new Error('the file has become shorter'), { code: 'FILE_CHANGED' });
      this.#add(memory);
    }
    return this.#inline.copy().digest('hex');
  }
}
