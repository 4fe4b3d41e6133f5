/** The files whose bytes a page hands over: what it may write to, and what is given up when it goes. */
import type { EngineCalls } from '../../core/calls.ts';

type Spooling = Pick<EngineCalls, 'spool' | 'closeSpool'>;

export class PageSpools {
  readonly #engine: () => Spooling;
  readonly #open = new Set<string>();
  #pages = 0;

  constructor(engine: () => Spooling) {
    this.#engine = engine;
  }

  /** Takes spools for the page that is there now: when it has gone meanwhile, they are closed at once. */
  forThisPage(): (spools: readonly string[]) => void {
    const page = this.#pages;
    return spools => {
      for (const spool of spools) this.#open.add(spool);
      if (page !== this.#pages) this.#giveUp(spools);
    };
  }

  /** Rejects with a RangeError for one that is not this page's, or not any more. */
  async spool(spool: string, bytes: Uint8Array): Promise<void> {
    if (!this.#open.has(spool)) throw new RangeError('this page hands over no such file');
    await this.#engine().spool(spool, bytes);
  }

  async close(spool: string, complete: boolean): Promise<void> {
    if (this.#open.delete(spool)) await this.#engine().closeSpool(spool, complete);
  }

  /** The page has gone, and the bytes with it. */
  abandon(): void {
    this.#pages++;
    this.#giveUp([...this.#open]);
  }

  #giveUp(spools: readonly string[]): void {
    // One may have ended with its transfer or its engine.
    for (const spool of spools) this.close(spool, false).catch(() => undefined);
  }
}
