/** A few blocks of memory into which a file is read repeatedly: nothing is allocated while it is sent, however large it is. */
import { SocketError } from '../../../core/socketError.ts';

/** Blocks per file: one is being read, two are on their way to the kernel, and one waits. */
export const blockCount = 4;
export const mostBlockBytes = 512 * 1024;
const leastBlockBytes = 16 * 1024;

/**
 * The memory of all files being sent. No transfer waits for it: if little is left, because many peers don't read, a new
 * transfer gets small blocks.
 */
export class BlockBudget {
  #leftBytes: number;

  constructor(bytes = 64 * 1024 * 1024) {
    this.#leftBytes = bytes;
  }

  /** Returns the block size of a new pool, at most the file's size. */
  take(fileBytes: number): number {
    const fair = Math.min(mostBlockBytes, Math.max(leastBlockBytes, Math.floor(this.#leftBytes / 64)));
    const blockBytes = Math.min(fair, fileBytes);
    this.#leftBytes -= blockBytes * blockCount;
    return blockBytes;
  }

  /** Returns the memory of a closed pool with blocks of this size. */
  give(blockBytes: number): void {
    this.#leftBytes += blockBytes * blockCount;
  }
}

/** Bytes of a file, whose memory must be released. */
export interface FileBlock {
  readonly bytes: Uint8Array;
  /**
   * Releases the memory, which will be overwritten. Called when the bytes are consumed, as in the socket's write
   * callback. Only the first call counts.
   */
  release(): void;
}

export class BlockPool {
  readonly #blockBytes: number;
  readonly #free: Uint8Array[] = [];
  #unmade: number;
  #waiting: { resolve(memory: Uint8Array): void; reject(error: Error): void } | undefined;
  #closed = false;

  /** At most `count` blocks, allocated when they are first needed. */
  constructor(count: number, blockBytes: number) {
    this.#unmade = count;
    this.#blockBytes = blockBytes;
  }

  /**
   * Returns unused memory, immediately or when some is released. Only one caller may wait at a time. Rejects with CANCELLED when the pool
   * closes.
   */
  take(): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new SocketError('CANCELLED'));
    if (this.#waiting) return Promise.reject(new Error('another caller is already waiting for a block'));
    const memory = this.#free.pop() ?? this.#make();
    if (memory) return Promise.resolve(memory);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  give(memory: Uint8Array): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(memory);
    else if (!this.#closed) this.#free.push(memory);
  }

  /** Rejects the waiting caller and drops all memory. */
  close(): void {
    this.#closed = true;
    this.#free.length = 0;
    this.#waiting?.reject(new SocketError('CANCELLED'));
    this.#waiting = undefined;
  }

  #make(): Uint8Array | undefined {
    if (this.#unmade === 0) return undefined;
    this.#unmade--;
    return Buffer.allocUnsafeSlow(this.#blockBytes);
  }
}
