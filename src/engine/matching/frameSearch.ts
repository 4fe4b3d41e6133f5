/** Searches frames: at once where that is quick, otherwise on the pattern thread. */
import type { Encoding } from '../../core/endpointConfig.ts';
import { maxPatternSteps } from '../../core/limits.ts';
import { compileSearch } from '../../core/search/compileSearch.ts';
import type { Matcher, Range } from '../../core/search/matcher.ts';
import type { Search } from '../../core/transcriptEntry.ts';
import { type JobOptions, PatternTimeout, patternThread } from './patternThread.ts';

/** A search in the frames of one transcript. Its promises reject as `PatternThread.run` does. */
export class FrameSearch {
  /** The part that all jobs share. The thread compiles the search for itself. */
  readonly #job: { readonly search: Search; readonly encoding: Encoding };
  readonly #matcher: Matcher;
  readonly #options: JobOptions;

  /** @throws RangeError for an invalid search. */
  constructor(search: Search, encoding: Encoding, options: JobOptions) {
    this.#job = { search, encoding };
    this.#matcher = compileSearch(search, encoding);
    this.#options = options;
  }

  /** Returns whether the search matches a frame. */
  test(bytes: Uint8Array): boolean | Promise<boolean> {
    if (bytes.length * this.#matcher.size <= maxPatternSteps) return this.#matcher.test(bytes);
    return patternThread.run({ kind: 'test', ...this.#job, bytes }, this.#options);
  }

  /** Same as `Matcher.ranges`; empty if searching takes too long. */
  ranges(bytes: Uint8Array, limit: number): Range[] | Promise<Range[]> {
    // After each match, the rest is searched again.
    const steps = bytes.length * this.#matcher.size * Math.min(limit, bytes.length);
    return steps <= maxPatternSteps ? this.#matcher.ranges(bytes, limit) : this.#rangesOnThread(bytes, limit);
  }

  async #rangesOnThread(bytes: Uint8Array, limit: number): Promise<Range[]> {
    try {
      return await patternThread.run({ kind: 'ranges', ...this.#job, bytes, limit }, this.#options);
    } catch (error) {
      if (error instanceof PatternTimeout) return [];
      throw error;
    }
  }
}
