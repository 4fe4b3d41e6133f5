/**
 * Patterns that are matched on bytes together: once its states are built, a set takes about as long as one of its patterns. Only which of
 * them match is found; the captures of one take a match of its own.
 */
import { RE2Set } from 're2js';
import { maxPatternSteps } from './limits.ts';
import { byteInput } from './pattern/byteInput.ts';
import type { Match } from './pattern/matching.ts';
import type { Pattern } from './pattern.ts';

/** Memory for the states of one set; they are built again when there are more. */
const maxStateBytes = 512 * 1024;
/** With fewer patterns, sets gain nothing. */
const minPatterns = 8;
/** Compiling one instruction takes as long as this many steps of a match. A set of 512 takes half a millisecond. */
const stepsPerInstruction = 128;
/** Instructions of a set: the larger it is, the shorter are the messages on which it may run at once. */
const setSizes = [512, 93];

export interface SetMatch extends Match {
  /** Position of the first pattern that matches. */
  readonly first: number;
}

/** Runs as a pattern does, whose size is that of all. */
export interface PatternSet extends Pattern {
  /** Position behind the last of its patterns. */
  readonly end: number;
  match(bytes: Uint8Array): SetMatch | undefined;
}

export class PatternSets {
  readonly #patterns: readonly Pattern[];
  /** By size, then by the position of the first pattern; made when they are needed. */
  readonly #sets = setSizes.map(size => ({ size, byStart: new Map<number, PatternSet | undefined>() }));

  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
  }

  /** The set of the patterns from a position on, for messages of this length. Undefined if they had better be matched one by one. */
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

/** Compiled by its first match: all sets of a thousand patterns at once take longer than a turn. */
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
