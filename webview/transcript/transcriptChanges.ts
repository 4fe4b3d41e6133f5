/**
 * Determines the effect of an endpoint's change on its transcript. Most changes only affect counters, and have none.
 */
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';

export interface TranscriptChange {
  /** Whether every row reads differently, and the search has other results. */
  readonly readsDifferently: boolean;
  /** Whether the transcript was cleared, or a clear was undone, so that its rows are different. */
  readonly isCleared: boolean;
}

export class TranscriptChanges {
  #seen: string | undefined;
  #encoding: string | undefined;
  #generation = 0;

  /** Returns undefined if the rows are unchanged. */
  next({ config, generation, state, entries, firstEntry }: EndpointSnapshot): TranscriptChange | undefined {
    const now = [generation, state, entries, firstEntry, config.encoding].join();
    if (now === this.#seen) return undefined;
    const change = {
      readsDifferently: this.#seen !== undefined && config.encoding !== this.#encoding,
      isCleared: generation !== this.#generation,
    };
    this.#seen = now;
    this.#encoding = config.encoding;
    this.#generation = generation;
    return change;
  }
}
