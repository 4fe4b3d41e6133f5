/** Delays before a client reconnects: doubling from `minMs` up to `maxMs`. */
import { setTimeout as delay } from 'node:timers/promises';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultReconnect } from '../../core/limits.ts';

export class Backoff {
  readonly #limits: () => EndpointConfig['reconnect'];
  #attempts = 0;

  /** The limits may change between two attempts; without limits, no attempt is made. */
  constructor(limits: () => EndpointConfig['reconnect']) {
    this.#limits = limits;
  }

  /** True if all attempts that the config allows have been made since the last success. */
  get exhausted(): boolean {
    const limits = this.#limits();
    return limits === undefined || this.#attempts >= (limits.attempts ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Call when a connection was lost. It only counts as a success if something was received, or if it lasted as long as
   * the longest delay: otherwise, a server that closes each connection at once would be connected to at the highest
   * rate forever, and `attempts` would never be reached.
   */
  lost({ lastedMs, bytesIn }: { readonly lastedMs: number; readonly bytesIn: number }): void {
    const { maxMs } = this.#limits() ?? defaultReconnect;
    if (bytesIn > 0 || lastedMs >= maxMs) this.#attempts = 0;
  }

  /** Returns the number of the next attempt, from 1, and how long to wait for it. */
  next(): { attempt: number; delayMs: number } {
    const { minMs, maxMs } = this.#limits() ?? defaultReconnect;
    const delayMs = Math.min(maxMs, minMs * 2 ** Math.min(this.#attempts, 30));
    this.#attempts++;
    return { attempt: this.#attempts, delayMs };
  }

  /** Resolves after the delay or when the signal is aborted. */
  async wait(delayMs: number, signal: AbortSignal): Promise<void> {
    await delay(delayMs, undefined, { signal, ref: false }).catch(
      () => undefined /* aborted: the caller checks the signal */,
    );
  }
}
