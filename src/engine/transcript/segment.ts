/** One file of the log: records are appended in memory and written behind, one write at a time. */
import { type FileHandle, open } from 'node:fs/promises';
import { BlockList } from './blockList.ts';

/** writev takes at most 1,024 buffers on Linux (IOV_MAX). */
const maxBuffers = 1024;
const maxWriteBytes = 4 * 1024 * 1024;

export class Segment {
  readonly #path: string;
  #cache: BlockList | undefined = new BlockList();
  #file: FileHandle | undefined;
  #size = 0;
  #written = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get size(): number {
    return this.#size;
  }

  get pendingBytes(): number {
    return this.#size - this.#written;
  }

  get cachedBytes(): number {
    return this.#cache?.size ?? 0;
  }

  /** Adds bytes, which must not change afterwards. */
  append(bytes: Uint8Array): void {
    if (!this.#cache) throw new Error('a segment that left memory takes no more bytes');
    this.#cache.append(bytes);
    this.#size += bytes.length;
  }

  /** Writes a stretch of what is pending and returns its bytes. */
  async writeSome(): Promise<number> {
    if (!this.#cache || this.pendingBytes === 0) return 0;
    this.#file ??= await open(this.#path, 'a+');
    const to = Math.min(this.#size, this.#written + maxWriteBytes);
    const buffers = this.#cache.slices(this.#written, to).slice(0, maxBuffers);
    const { bytesWritten } = await this.#file.writev(buffers);
    this.#written += bytesWritten;
    return bytesWritten;
  }

  /** Forgets the copy in memory; reads go to the file from now on. */
  leaveMemory(): void {
    if (this.pendingBytes > 0) throw new Error('a segment leaves memory only when it is on disk');
    this.#cache = undefined;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.#cache) return this.#cache.read(offset, offset + length);
    this.#file ??= await open(this.#path, 'r');
    const bytes = new Uint8Array(length);
    const { bytesRead } = await this.#file.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }
}
