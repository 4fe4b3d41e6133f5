/** SHA-256 of a file while it is read or written: of small ones on the way, of large ones by another thread. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { ThreadHash } from './hashThread.ts';
import { withSignal } from './withSignal.ts';

/** Above this another thread reads the file from the system's cache, all of it: 1 GiB is then received twice as fast. */
export const inlineBytes = 4 * 1024 * 1024;

export class FileSha256 {
  readonly #file: FileHandle;
  readonly #inline = createHash('sha256');
  #inlined = 0;
  #thread: ThreadHash | undefined;

  /** Of nothing yet. The file must be open for reading until `stop` resolved. */
  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The bytes that follow, which are in the file or will be. They are not needed afterwards. */
  update(bytes: Uint8Array): void {
    if (this.#thread) return;
    if (this.#inlined + bytes.length > inlineBytes) this.#startThread();
    else this.#add(bytes);
  }

  /** The first `length` bytes are in the file, so that they can be read. */
  reach(length: number): void {
    if (length > inlineBytes) this.#startThread().reach(length);
  }

  /** In hex, of the first `length` bytes, which are all in the file by now. Rejects with the system's error when it can't be read. */
  async soFar(length: number, signal?: AbortSignal): Promise<string> {
    this.reach(length);
    const hashing = this.#thread?.soFar() ?? this.#readRest(length);
    return signal ? await withSignal(hashing, signal) : await hashing;
  }

  /** The file may be closed. */
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

  /** What nobody has read yet of a file that is gone on with. */
  async #readRest(length: number): Promise<string> {
    if (this.#inlined < length) {
      const memory = new Uint8Array(length - this.#inlined);
      const { bytesRead } = await this.#file.read(memory, 0, memory.length, this.#inlined);
      if (bytesRead < memory.length)
        throw Object.assign(new Error('the file became shorter'), { code: 'FILE_CHANGED' });
      this.#add(memory);
    }
    return this.#inline.copy().digest('hex');
  }
}
