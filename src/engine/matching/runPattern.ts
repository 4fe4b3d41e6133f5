/** Runs patterns and searches immediately if they are sure to be short, otherwise on the pattern thread. */
import type { Encoding } from '../../core/endpointConfig.ts';
import { maxPatternSteps } from '../../core/limits.ts';
import type { Match, Pattern } from '../../core/pattern.ts';
import { compileSearch } from '../../core/search/compileSearch.ts';
import type { Matcher, Range } from '../../core/search/matcher.ts';
import type { Search } from '../../core/transcriptEntry.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import type { FoundGroup, FoundMatch } from './patternJobs.ts';
import { type JobOptions, PatternTimeout, patternThread } from './patternThread.ts';

/**
 * Returns the first match of a pattern; a promise if it runs on the pattern thread, or in a later turn because this
 * turn's budget is used up. The promise rejects as `PatternThread.run` does.
 */
export function runPattern(
  pattern: Pattern,
  bytes: Uint8Array,
  options: JobOptions,
): Match | undefined | Promise<Match | undefined> {
  const steps = bytes.length * pattern.size;
  if (steps > maxPatternSteps) return matchOnThread(pattern, bytes, options);
  const taken = turnBudget.take(steps + (pattern.stepsBefore ?? 0));
  return taken === undefined ? pattern.match(bytes) : matchLater(taken, pattern, bytes, options);
}

async function matchLater(
  taken: Promise<void>,
  pattern: Pattern,
  bytes: Uint8Array,
  { signal }: JobOptions,
): Promise<Match | undefined> {
  await taken;
  signal.throwIfAborted();
  return pattern.match(bytes);
}

async function matchOnThread(pattern: Pattern, bytes: Uint8Array, options: JobOptions): Promise<Match | undefined> {
  const { source, flags, encoding } = pattern;
  const found = await patternThread.run({ kind: 'match', pattern: { source, flags, encoding }, bytes }, options);
  return found && matchOf(found, bytes);
}

function matchOf({ groups, named }: FoundMatch, bytes: Uint8Array): Match {
  const bytesOf = (group: FoundGroup) =>
    group && !(group instanceof Uint8Array) ? bytes.subarray(group[0], group[1]) : group;
  const entries = Object.entries(named).map(([name, group]) => [name, bytesOf(group)] as const);
  return { groups: groups.map(bytesOf), named: Object.assign(Object.create(null), Object.fromEntries(entries)) };
}

/** A search in the frames of one transcript. Promises reject as `PatternThread.run` does, unless stated otherwise. */
export class FrameSearch {
  readonly #search: Search;
  readonly #encoding: Encoding;
  readonly #matcher: Matcher;
  readonly #options: JobOptions;

  /** @throws RangeError for an invalid search. */
  constructor(search: Search, encoding: Encoding, options: JobOptions) {
    this.#search = search;
    this.#encoding = encoding;
    this.#matcher = compileSearch(search, encoding);
    this.#options = options;
  }

  /** Returns true if the search has a match in a frame. */
  test(bytes: Uint8Array): boolean | Promise<boolean> {
    if (bytes.length * this.#matcher.size <= maxPatternSteps) return this.#matcher.test(bytes);
    const { search, encoding } = { search: this.#search, encoding: this.#encoding };
    return patternThread.run({ kind: 'test', search, encoding, bytes }, this.#options);
  }

  /** Same as `Matcher.ranges`; empty if searching takes too long. */
  ranges(bytes: Uint8Array, limit: number): Range[] | Promise<Range[]> {
    // After each match, the rest is searched again.
    const steps = bytes.length * this.#matcher.size * Math.min(limit, bytes.length);
    return steps <= maxPatternSteps ? this.#matcher.ranges(bytes, limit) : this.#rangesOnThread(bytes, limit);
  }

  async #rangesOnThread(bytes: Uint8Array, limit: number): Promise<Range[]> {
    const { search, encoding } = { search: this.#search, encoding: this.#encoding };
    try {
      return await patternThread.run({ kind: 'ranges', search, encoding, bytes, limit }, this.#options);
    } catch (error) {
      if (error instanceof PatternTimeout) return [];
      throw error;
    }
  }
}
