/** Files delivered in slices, by id, for as long as they are being delivered or may be sent. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { SocketError } from '../../../core/socketError.ts';
import { privateDirectory } from '../../files/privateFiles.ts';
import { Spool } from './spool.ts';

export class Spools {
  readonly #directory: string;
  readonly #open = new Map<string, Spool>();

  /** The directory is created with the first spool. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Creates a spool and returns its id. Rejects with the system's error. */
  async open(name: string, size: number, modifiedMs = Date.now()): Promise<string> {
    const id = randomUUID();
    try {
      await mkdir(this.#directory, { recursive: true, mode: privateDirectory });
    } catch (error) {
      throw SocketError.from(error, 'write', this.#directory);
    }
    this.#open.set(id, new Spool(this.#directory, { name, size, modifiedMs }, () => this.#open.delete(id)));
    return id;
  }

  /** Adds bytes to a spool. Rejects with SPOOL_ABANDONED if it isn't needed any more. */
  async append(id: string, bytes: Uint8Array): Promise<void> {
    await this.find(id).append(bytes);
  }

  /** Called when no more bytes follow. Does nothing if the spool is already closed. */
  async close(id: string, complete: boolean): Promise<void> {
    await this.#open.get(id)?.close(complete);
  }

  /** Returns true while all of its bytes are available or may still arrive. */
  isPromised(id: string): boolean {
    return this.#open.get(id)?.isPromised ?? false;
  }

  /** @throws SocketError SPOOL_ABANDONED. */
  find(id: string): Spool {
    const known = this.#open.get(id);
    if (!known) throw new SocketError('SPOOL_ABANDONED', { address: id });
    return known;
  }

  /** Keeps a spool until `release`. @throws SocketError SPOOL_ABANDONED. */
  hold(id: string): void {
    this.find(id).hold();
  }

  async release(id: string): Promise<void> {
    await this.#open.get(id)?.release();
  }

  async dispose(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map(spool => spool.delete()));
    await rm(this.#directory, { recursive: true, force: true });
  }
}
