/** Keeps the newest of a series of items, for callers that request one newer than their last. */

export interface Numbered {
  /** Greater than the numbers of all earlier items. */
  readonly number: number;
}

interface Asker<T> {
  readonly after: number;
  resolve(newer: T | undefined): void;
}

export class Newest<T extends Numbered> {
  readonly #askers = new Set<Asker<T>>();
  #newest: T | undefined;
  #isTaken = true;
  #hasEnded = false;

  /** The newest item so far. */
  get latest(): T | undefined {
    return this.#newest;
  }

  /** Returns the newest item so far, and counts it as requested. */
  take(): T | undefined {
    return this.#newest && this.#take(this.#newest);
  }

  /** Replaces the newest item; returns false if the previous one was never requested. */
  offer(next: T): boolean {
    const wasTaken = this.#isTaken;
    if (this.#hasEnded) return wasTaken;
    this.#newest = next;
    this.#isTaken = false;
    for (const asker of this.#askers) if (next.number > asker.after) asker.resolve(next);
    return wasTaken;
  }

  /**
   * Resolves with the newest item whose number is greater, as soon as there is one; with undefined at the end, or when
   * the signal is aborted.
   */
  async after(number: number, signal?: AbortSignal): Promise<T | undefined> {
    if (signal?.aborted || this.#hasEnded) return undefined;
    if (this.#newest && this.#newest.number > number) return this.#take(this.#newest);
    const { promise, resolve } = Promise.withResolvers<T | undefined>();
    const stop = () => asker.resolve(undefined);
    const asker: Asker<T> = {
      after: number,
      resolve: newer => {
        this.#askers.delete(asker);
        signal?.removeEventListener('abort', stop);
        resolve(newer && this.#take(newer));
      },
    };
    this.#askers.add(asker);
    signal?.addEventListener('abort', stop);
    return promise;
  }

  /** Forgets the newest item, to free its memory. Returns false if it was never requested. */
  drop(): boolean {
    const wasTaken = this.#isTaken;
    this.#newest = undefined;
    this.#isTaken = true;
    return wasTaken;
  }

  /** Called when no more items follow. No item is kept. */
  end(): void {
    this.#hasEnded = true;
    this.#newest = undefined;
    for (const asker of this.#askers) asker.resolve(undefined);
  }

  #take(newest: T): T {
    this.#isTaken = true;
    return newest;
  }
}
