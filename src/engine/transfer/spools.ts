/** Files that are handed over slice by slice, by id. */
import { SocketError } from '../../core/socketError.ts';
import type { FileToOpen } from './filesToOpen.ts';
import { openSpool, type Spool, type SpoolOptions } from './spool.ts';

export class Spools {
  readonly #directory: string;
  readonly #spools = new Map<string, Spool>();
  #last = 0;

  /** The directory is made with the first. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Its id. Whoever opens it holds it until `close`. Rejects with the system's error. */
  async open(options: SpoolOptions): Promise<string> {
    const id = `spool${++this.#last}`;
    const spool = await openSpool(this.#directory, { ...options, onDeleted: () => this.#spools.delete(id) });
    this.#spools.set(id, spool);
    return id;
  }

  /** Rejects like Spool's, and with SPOOL_ABANDONED when nobody needs it any more. */
  async append(id: string, bytes: Uint8Array): Promise<void> {
    await this.#of(id).append(bytes);
  }

  /** No more bytes come; it stays as long as a transfer holds it. */
  async close(id: string, complete: boolean): Promise<void> {
    const spool = this.#of(id);
    await spool.close(complete);
    await spool.release();
  }

  /** @throws SocketError SPOOL_ABANDONED when nobody needs it any more. */
  find(id: string): FileToOpen & { readonly name: string } {
    const spool = this.#of(id);
    const { name, size } = spool.options;
    return { name, size, open: options => spool.read(options) };
  }

  /** Keeps it until what it returns is called. @throws SocketError like `find`. */
  hold(id: string): () => Promise<void> {
    const spool = this.#of(id);
    spool.hold();
    return () => spool.release();
  }

  /** Nobody needs any. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#spools.values()].map(spool => spool.delete()));
  }

  #of(id: string): Spool {
    const spool = this.#spools.get(id);
    if (!spool) throw new SocketError('SPOOL_ABANDONED', { spool: id });
    return spool;
  }
}
