/** Long-running calls, by an id that the caller chooses. They report progress and can be cancelled. */

export interface LongCallWatch {
  readonly signal: AbortSignal;
  /** Called with the amount processed so far and the total. */
  readonly onProgress: (done: number, total: number) => void;
}

export class LongCalls {
  readonly #onProgress: (call: string, done: number, total: number) => void;
  readonly #running = new Map<string, AbortController>();

  constructor(onProgress: (call: string, done: number, total: number) => void) {
    this.#onProgress = onProgress;
  }

  async run<T>(call: string, work: (watch: LongCallWatch) => Promise<T>): Promise<T> {
    const cancelling = new AbortController();
    this.#running.set(call, cancelling);
    try {
      return await work({
        signal: cancelling.signal,
        onProgress: (done, total) => this.#onProgress(call, done, total),
      });
    } finally {
      this.#running.delete(call);
    }
  }

  /** Ends a call, which then rejects with CANCELLED. Does nothing if it has ended. */
  cancel(call: string): void {
    this.#running.get(call)?.abort();
  }
}
