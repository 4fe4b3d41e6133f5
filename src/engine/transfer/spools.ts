/** Files that are handed over slice by slice, by id, for as long as somebody hands over or may send them. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { SocketError } from '../../core/socketError.ts';
import { openSpool, type Spool } from './spool.ts';

export class Spools {
  readonly #directory: string;
  readonly #open = new Map<string, { readonly spool: Spool; holders: number; isClosed: boolean }>();

  /** The directory is made with the first. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The id of a new one. Rejects with the system's error. */
  async open(name: string, size: number, modifiedMs = Date.now()): Promise<string> {
    const id = randomUUID();
    const spool = await openSpool(this.#directory, { name, size, modifiedMs });
    this.#open.set(id, { spool, holders: 1, isClosed: false });
    return id;
  }

  /** Rejects with SPOOL_ABANDONED when nobody wants it any more. */
  async append(id: string, bytes: Uint8Array): Promise<void> {
    await this.find(id).append(bytes);
  }

  /** No more bytes come. Nothing happens when it is closed already. */
  async close(id: string, complete: boolean): Promise<void> {
    const known = this.#open.get(id);
    if (!known || known.isClosed) return;
    known.isClosed = true;
    await known.spool.close(complete);
    await this.release(id);
  }

  /** @throws SocketError SPOOL_ABANDONED. */
  find(id: string): Spool {
    const known = this.#open.get(id);
    if (!known) throw new SocketError('SPOOL_ABANDONED', { address: id });
    return known.spool;
  }

  /** Keeps it until `release`. @throws SocketError SPOOL_ABANDONED. */
  hold(id: string): void {
    this.find(id);
    const known = this.#open.get(id);
    if (known) known.holders++;
  }

  async release(id: string): Promise<void> {
    const known = this.#open.get(id);
    if (!known) return;
    known.holders--;
    // Where only who hands it over is left, nobody wants it any more.
    if (known.holders > (known.isClosed ? 0 : 1)) return;
    this.#open.delete(id);
    await known.spool.release();
  }

  async dispose(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(({ spool }) => spool.release()));
    await rm(this.#directory, { recursive: true, force: true });
  }
}
