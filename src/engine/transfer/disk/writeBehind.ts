/** Collects bytes for a file into large writes, one at a time, so that receiving never waits for the disk. */
import type { FileHandle } from 'node:fs/promises';
import { type Owner, owned, settling } from '../../owned.ts';
import { allWaitingBytes, fewBytes } from '../waitingBytes.ts';
import { OwnMemory } from './ownMemory.ts';

const writeBytes = 1024 * 1024;
/** Delay after which fewer bytes are written, too, so that little is lost if the engine dies. */
const writeAfterMs = 100;
/** Above `busyBytes`, the caller should wait until no more than `easedBytes` are waiting. Both are less while all files have too much. */
const busyBytes = 4 * 1024 * 1024;
const easedBytes = 1024 * 1024;
/** writev takes at most 1,024 buffers on Linux (IOV_MAX). */
const maxBuffers = 1024;
/** The system may cache what it gets at once in huge pages, which a virtual machine often has to ask its host for. */
const pieceBytes = 512 * 1024;

export class WriteBehind implements Owner {
  readonly #file: FileHandle;
  readonly #memory: OwnMemory | undefined;
  readonly #onWritten: (position: number) => void;
  readonly #onFailed: (error: Error) => void;
  #position: number;
  #chunks: Uint8Array[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | undefined;
  #eased: (() => void)[] = [];

  /**
   * Writes from `position` on. Calls `onWritten` with the progress, and `onFailed` once with the final error. With `ownsBytes`, nothing else
   * uses the memory of the bytes, which is freed when they are written.
   */
  constructor(
    file: FileHandle,
    position: number,
    onWritten: (position: number) => void,
    onFailed: (error: Error) => void,
    { ownsBytes = false }: { readonly ownsBytes?: boolean } = {},
  ) {
    this.#memory = ownsBytes ? new OwnMemory() : undefined;
    this.#file = file;
    this.#onWritten = onWritten;
    this.#onFailed = onFailed;
    this.#position = position;
  }

  /** Number of bytes on disk, including those that were there before. */
  get position(): number {
    return this.#position;
  }

  /** True if `drained` should be awaited, since too much is waiting or writing failed. */
  get isBusy(): boolean {
    return this.#failure !== undefined || this.#waitingBytes > (allWaitingBytes.areTooMany ? fewBytes : busyBytes);
  }

  /** Accepts bytes, which must not change afterwards. After a failure, nothing is stored. */
  append(bytes: Uint8Array): void {
    if (this.#failure || bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#memory?.take(bytes);
    this.#waitingBytes += bytes.length;
    allWaitingBytes.add(bytes.length);
    this.#schedule();
  }

  /** Resolves when little is waiting. Rejects with the error that ended the writing. */
  async drained(): Promise<void> {
    if (!this.#isEased) {
      if (allWaitingBytes.areTooMany) this.#write();
      await new Promise<void>(resolve => {
        this.#eased.push(resolve);
      });
    }
    if (this.#failure) throw this.#failure;
  }

  /** Resolves when everything is written. Rejects with the error that ended the writing. */
  async flush(): Promise<void> {
    while (this.#waitingBytes > 0 && !this.#failure) {
      this.#write();
      await this.#writing;
    }
    if (this.#failure) throw this.#failure;
  }

  /** Stops writing. Resolves when a write in progress is done. */
  async stop(reason: Error): Promise<void> {
    this.#fail(reason);
    await this.#writing;
  }

  failed(error: Error): void {
    this.#fail(error);
    this.#onFailed(error);
  }

  #schedule(): void {
    if (this.#failure || this.#writing !== undefined) return;
    if (this.#waitingBytes >= writeBytes || this.#chunks.length >= maxBuffers) this.#write();
    else if (this.#waitingBytes > 0)
      this.#timer ??= setTimeout(
        owned(this, 'writeBehind.timer', () => this.#write()),
        writeAfterMs,
      );
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= settling(this, 'writeBehind.write', async () => {
      await this.#writeSome();
      this.#writing = undefined;
      this.#schedule();
    });
  }

  async #writeSome(): Promise<void> {
    try {
      const chunks = this.#chunks.splice(0, maxBuffers);
      for (let left = chunks; left.length > 0; ) {
        const { bytesWritten } = await this.#file.writev(firstPiece(left), this.#position);
        this.#position += bytesWritten;
        this.#gone(bytesWritten);
        left = unwritten(left, bytesWritten);
      }
      if (this.#memory) for (const chunk of chunks) this.#memory.free(chunk);
      this.#onWritten(this.#position);
      this.#ease();
    } catch (error) {
      this.failed(error as Error);
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#chunks = [];
    this.#gone(this.#waitingBytes);
    this.#ease();
  }

  /** Uncounts bytes that are written or given up; a write may still be under way for the latter. */
  #gone(bytes: number): void {
    const gone = Math.min(bytes, this.#waitingBytes);
    this.#waitingBytes -= gone;
    allWaitingBytes.remove(gone);
  }

  get #isEased(): boolean {
    const least = allWaitingBytes.areTooMany ? fewBytes : easedBytes;
    return this.#failure !== undefined || this.#waitingBytes <= least;
  }

  #ease(): void {
    if (!this.#isEased) return;
    for (const eased of this.#eased.splice(0)) eased();
  }
}

/** Returns the first chunks, of 512 KiB in all unless the very first has more. */
function firstPiece(chunks: Uint8Array[]): Uint8Array[] {
  let bytes = 0;
  const end = chunks.findIndex((chunk, at) => {
    bytes += chunk.length;
    return at > 0 && bytes > pieceBytes;
  });
  return end < 0 ? chunks : chunks.slice(0, end);
}

/** Returns the bytes that a write left over: the kernel may accept less than it is given. */
function unwritten(chunks: Uint8Array[], bytesWritten: number): Uint8Array[] {
  let left = bytesWritten;
  for (const [at, chunk] of chunks.entries()) {
    if (left < chunk.length) return [chunk.subarray(left), ...chunks.slice(at + 1)];
    left -= chunk.length;
  }
  return [];
}
