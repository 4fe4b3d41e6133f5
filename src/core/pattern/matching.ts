/** Runs a compiled expression on bytes, which are presented to it as text. */
import type { MatcherInputBase, RE2JS } from 're2js';

/** Bytes of each group, by number (0 is the whole match) and by name; undefined for a group that didn't participate. */
export interface Match {
  readonly groups: readonly (Uint8Array | undefined)[];
  readonly named: Readonly<Record<string, Uint8Array | undefined>>;
}

export interface Matching {
  /** Number of instructions in the compiled program; input bytes × size limits the work of one match. */
  readonly size: number;
  /** Names of the groups: numbers from 0 (the whole match), then any names. */
  readonly groups: readonly string[];
  /** Returns the first match. */
  match(bytes: Uint8Array): Match | undefined;
  /** Whether there is a match. */
  test(bytes: Uint8Array): boolean;
  /** Returns the first `limit` matches as byte ranges; empty matches are omitted. */
  ranges(bytes: Uint8Array, limit: number): [number, number][];
}

/** Bytes as the text that an expression is matched against. */
export interface PatternInput {
  readonly text: string;
  readonly matcherInput: MatcherInputBase;
  /** Maps offsets in `text`, in any order, to offsets in the bytes; keeps -1. */
  byteOffsets(units: readonly number[]): readonly number[];
}

/** Longer inputs are tested before they are matched: without a match, a test is up to twenty times as fast. */
const longBytes = 4096;

export function matchingOf(compiled: RE2JS, inputOf: (bytes: Uint8Array) => PatternInput): Matching {
  return {
    size: compiled.programSize(),
    groups: [...Array(compiled.groupCount() + 1).keys(), ...Object.keys(compiled.namedGroups())].map(String),
    match(bytes) {
      const input = inputOf(bytes);
      const matcher = compiled.matcher(input.matcherInput);
      if ((bytes.length > longBytes && !compiled.test(input.text)) || !matcher.find()) return undefined;
      const units: number[] = [];
      for (let group = 0; group <= compiled.groupCount(); group++) units.push(matcher.start(group), matcher.end(group));
      return matchAt(bytes, input.byteOffsets(units), compiled.namedGroups());
    },
    test: bytes => compiled.test(inputOf(bytes).text),
    ranges(bytes, limit) {
      const input = inputOf(bytes);
      const units: number[] = [];
      for (const matcher = compiled.matcher(input.matcherInput); units.length < 2 * limit && matcher.find(); ) {
        if (matcher.end() > matcher.start()) units.push(matcher.start(), matcher.end());
      }
      return pairsOf(input.byteOffsets(units));
    },
  };
}

function matchAt(bytes: Uint8Array, offsets: readonly number[], names: Readonly<Record<string, number>>): Match {
  const groups = pairsOf(offsets).map(([start, end]) => (start < 0 ? undefined : bytes.subarray(start, end)));
  const named = Object.create(null) as Record<string, Uint8Array | undefined>;
  for (const [name, group] of Object.entries(names)) named[name] = groups[group];
  return { groups, named };
}

function pairsOf(offsets: readonly number[]): [number, number][] {
  return Array.from({ length: offsets.length / 2 }, (_, pair) => [
    offsets[2 * pair] ?? -1,
    offsets[2 * pair + 1] ?? -1,
  ]);
}
