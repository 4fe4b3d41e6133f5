/** Determines what a change of the endpoint means for its transcript: most changes only affect figures, and mean nothing. */
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';

export interface TranscriptChange {
  /** Every row reads differently, and the search has different results. */
  readonly readsDifferently: boolean;
  /** It was cleared, or a clear was undone: its rows are different. */
  readonly isCleared: boolean;
}

export class TranscriptChanges {
  #seen: string | undefined;
  #encoding: string | undefined;
  #generation = 0;

  /** Undefined if its rows are unchanged. */
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
