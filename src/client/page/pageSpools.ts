/**
 * Tracks the files whose bytes a page delivers: which ones it may write to, and which are abandoned when it is gone.
 */
import type { EngineCalls } from '../../core/calls.ts';

type Spooling = Pick<EngineCalls, 'spool' | 'closeSpool'>;

export class PageSpools {
  readonly #engine: () => Spooling;
  readonly #open = new Set<string>();
  #pages = 0;

  constructor(engine: () => Spooling) {
    this.#engine = engine;
  }

  /** Returns a function that registers spools for the current page, and closes them if that page is gone by then. */
  forThisPage(): (spools: readonly string[]) => void {
    const page = this.#pages;
    return spools => {
      for (const spool of spools) this.#open.add(spool);
      if (page !== this.#pages) this.#giveUp(spools);
    };
  }

  /** Writes to a spool. Rejects with a RangeError if it isn't this page's, or no longer is. */
  async spool(spool: string, bytes: Uint8Array): Promise<void> {
    if (!this.#open.has(spool)) throw new RangeError('no such spool is open for this page');
    await this.#engine().spool(spool, bytes);
  }

  async close(spool: string, complete: boolean): Promise<void> {
    if (this.#open.delete(spool)) await this.#engine().closeSpool(spool, complete);
  }

  /** Closes all spools as incomplete: the page is gone, and the bytes with it. */
  abandon(): void {
    this.#pages++;
    this.#giveUp([...this.#open]);
  }

  #giveUp(spools: readonly string[]): void {
    // A spool may already have ended with its transfer or its engine.
    for (const spool of spools) this.close(spool, false).catch(() => undefined);
  }
}
