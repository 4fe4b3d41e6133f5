/** The files whose bytes a page delivers: which ones it may write to, and which are abandoned when it goes away. */
import type { EngineCalls } from '../../core/calls.ts';

type Spooling = Pick<EngineCalls, 'spool' | 'closeSpool'>;

export class PageSpools {
  readonly #engine: () => Spooling;
  readonly #open = new Set<string>();
  #pages = 0;

  constructor(engine: () => Spooling) {
    this.#engine = engine;
  }

  /** Creates spools for the current page: if it has gone away meanwhile, they are closed immediately. */
  forThisPage(): (spools: readonly string[]) => void {
    const page = this.#pages;
    return spools => {
      for (const spool of spools) this.#open.add(spool);
      if (page !== this.#pages) this.#giveUp(spools);
    };
  }

  /** Rejects with a RangeError for one that isn't this page's, or no longer is. */
  async spool(spool: string, bytes: Uint8Array): Promise<void> {
    if (!this.#open.has(spool)) throw new RangeError('this page hands over no such file');
    await this.#engine().spool(spool, bytes);
  }

  async close(spool: string, complete: boolean): Promise<void> {
    if (this.#open.delete(spool)) await this.#engine().closeSpool(spool, complete);
  }

  /** The page has gone away, and the bytes with it. */
  abandon(): void {
    this.#pages++;
    this.#giveUp([...this.#open]);
  }

  #giveUp(spools: readonly string[]): void {
    // One may have ended with its transfer or its engine.
    for (const spool of spools) this.close(spool, false).catch(() => undefined);
  }
}
