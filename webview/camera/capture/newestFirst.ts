/** Delivers items one at a time. Only the newest item that arrives in the meantime waits; the others are closed. */
export class NewestFirst<T extends { close(): void }> {
  /** Number of items that weren't delivered. */
  skipped = 0;
  readonly #take: (item: T) => Promise<void>;
  #waiting: T | undefined;
  #isTaking = false;
  #isStopped = false;

  /** `take` owns its argument. If it rejects, no more items are delivered. */
  constructor(take: (item: T) => Promise<void>) {
    this.#take = take;
  }

  offer(item: T): void {
    if (this.#isStopped) {
      item.close();
      return;
    }
    if (this.#waiting) this.skipped++;
    this.#waiting?.close();
    this.#waiting = item;
    if (!this.#isTaking) void this.#takeAll();
  }

  stop(): void {
    this.#isStopped = true;
    this.#waiting?.close();
    this.#waiting = undefined;
  }

  async #takeAll(): Promise<void> {
    this.#isTaking = true;
    try {
      for (let item = this.#next(); item; item = this.#next()) await this.#take(item);
    } catch {
      // The consumer has reported the error.
      this.stop();
    }
    this.#isTaking = false;
  }

  #next(): T | undefined {
    const item = this.#waiting;
    this.#waiting = undefined;
    return item;
  }
}
