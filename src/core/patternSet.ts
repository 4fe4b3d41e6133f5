/**
 * Matches several patterns against bytes together: once its states are built, a set takes about as long as one of its
 * patterns. It finds only which patterns match; captures need a separate match.
 */
import { RE2Set } from 're2js';
import { maxPatternSteps } from './limits.ts';
import { byteInput } from './pattern/byteInput.ts';
import type { Match } from './pattern/matching.ts';
import type { Pattern } from './pattern.ts';

/** Memory for the states of one set; they are built again when it is exceeded. */
const maxStateBytes = 512 * 1024;
/** With fewer patterns, sets aren't faster. */
const minPatterns = 8;
/** Compiling one instruction takes as long as this many steps of a match. A set of 512 takes half a millisecond. */
const stepsPerInstruction = 128;
/** Instructions per set: a larger set may run only on shorter messages. */
const setSizes = [512, 93];

export interface SetMatch extends Match {
  /** Position of the first pattern that matches. */
  readonly first: number;
}

/** Behaves like one pattern with the total size of all. */
export interface PatternSet extends Pattern {
  /** Position after the last of its patterns. */
  readonly end: number;
  match(bytes: Uint8Array): SetMatch | undefined;
}

export class PatternSets {
  readonly #patterns: readonly Pattern[];
  /** Sets by size, then by the position of the first pattern; created on demand. */
  readonly #sets = setSizes.map(size => ({ size, byStart: new Map<number, PatternSet | undefined>() }));

  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
  }

  /** Returns the set of the patterns from a position on; undefined if, at this length, one by one is better. */
  from(start: number, messageBytes: number): PatternSet | undefined {
    if (this.#patterns.length < minPatterns) return undefined;
    const level = this.#sets.find(({ size }) => size * messageBytes <= maxPatternSteps);
    if (!level) return undefined;
    if (!level.byStart.has(start)) level.byStart.set(start, this.#create(start, level.size));
    return level.byStart.get(start);
  }

  #create(start: number, maxSize: number): PatternSet | undefined {
    let size = 0;
    const chosen: string[] = [];
    for (let at = start; at < this.#patterns.length; at++) {
      const { byteSource, size: more } = this.#patterns[at] as Pattern;
      if (byteSource === undefined || size + more > maxSize) break;
      size += more;
      chosen.push(byteSource);
    }
    return chosen.length < 2 ? undefined : patternSet(chosen, start, size);
  }
}

/** Creates a set that is compiled by its first match: all sets of a thousand patterns would take more than a turn. */
function patternSet(sources: readonly string[], start: number, size: number): PatternSet {
  let compiled: RE2Set | undefined;
  const match = (bytes: Uint8Array): SetMatch | undefined => {
    compiled ??= compile(sources);
    const found = compiled.match(byteInput(bytes).text);
    return found.length === 0 ? undefined : { groups: [], named: {}, first: start + Math.min(...found) };
  };
  return {
    ...({ source: '', flags: '', encoding: 'utf8', groups: [], ranges: () => [] } as const),
    get stepsBefore() {
      return compiled ? 0 : size * stepsPerInstruction;
    },
    size,
    end: start + sources.length,
    match,
    test: bytes => match(bytes) !== undefined,
  };
}

function compile(sources: readonly string[]): RE2Set {
  const set = new RE2Set(RE2Set.UNANCHORED, 0, maxStateBytes);
  for (const source of sources) set.add(source);
  return set;
}
