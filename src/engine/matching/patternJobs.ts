/** Messages between the engine and the pattern thread. */
import type { Encoding } from '../../core/endpointConfig.ts';
import type { Pattern } from '../../core/pattern.ts';
import type { RuleMatch, TemplateSource } from '../../core/rules/templateCondition.ts';
import type { Range } from '../../core/search/matcher.ts';
import type { HoleValue } from '../../core/template/holeValue.ts';
import type { HoleValues } from '../../core/template/matchRun.ts';
import type { Search } from '../../core/transcriptEntry.ts';

/** One pattern or search to run on the bytes of one frame. */
export type PatternJob =
  | {
      readonly kind: 'match';
      readonly pattern: Pick<Pattern, 'source' | 'flags' | 'encoding'>;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'template';
      readonly source: TemplateSource;
      readonly values: HoleValues;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'test'; readonly search: Search; readonly encoding: Encoding; readonly bytes: Uint8Array }
  | {
      readonly kind: 'ranges';
      readonly search: Search;
      readonly encoding: Encoding;
      readonly bytes: Uint8Array;
      readonly limit: number;
    };

/** A group of a match: its range in the frame, or its bytes if it isn't part of the frame. */
export type FoundGroup = Range | Uint8Array | undefined;

/** What a template captured, with the value of its type. */
export interface FoundCapture {
  readonly group: FoundGroup;
  readonly value: bigint | number | string;
}

export interface FoundMatch {
  readonly groups: readonly FoundGroup[];
  readonly named: Readonly<Record<string, FoundGroup | FoundCapture>>;
}

export interface PatternResults {
  readonly match: FoundMatch | undefined;
  readonly template: FoundMatch | undefined;
  readonly test: boolean;
  readonly ranges: Range[];
}

export type PatternResult = PatternResults[PatternJob['kind']];

export interface ToPatternThread {
  readonly id: number;
  readonly job: PatternJob;
}

/** `started` is sent when the thread begins the job; `problem` is a stack. */
export type FromPatternThread =
  | { readonly id: number; readonly started: true }
  | { readonly id: number; readonly result: PatternResult }
  | { readonly id: number; readonly problem: string };

/** Returns a match in a form that can be posted: groups in the frame are ranges of it. */
export function foundMatch({ groups, named }: RuleMatch, bytes: Uint8Array): FoundMatch {
  const found = (group: Uint8Array | undefined): FoundGroup => {
    if (group?.buffer !== bytes.buffer) return group;
    const start = group.byteOffset - bytes.byteOffset;
    return [start, start + group.length];
  };
  const captured = (value: HoleValue | undefined): FoundGroup | FoundCapture => {
    if (value === undefined || value instanceof Uint8Array) return found(value);
    if (typeof value !== 'object') throw new TypeError('a capture has bytes');
    return value.value === undefined ? found(value.bytes) : { group: found(value.bytes), value: value.value };
  };
  const entries = Object.entries(named).map(([name, value]) => [name, captured(value)]);
  return { groups: groups.map(found), named: Object.fromEntries(entries) };
}

/** Returns the match in these bytes. */
export function matchOf({ groups, named }: FoundMatch, bytes: Uint8Array): RuleMatch {
  const bytesOf = (group: FoundGroup) =>
    group && !(group instanceof Uint8Array) ? bytes.subarray(group[0], group[1]) : group;
  const captured = (found: FoundGroup | FoundCapture) =>
    found && 'group' in found
      ? { bytes: bytesOf(found.group) ?? new Uint8Array(), value: found.value }
      : bytesOf(found);
  const entries = Object.entries(named).map(([name, found]) => [name, captured(found)] as const);
  return { groups: groups.map(bytesOf), named: Object.assign(Object.create(null), Object.fromEntries(entries)) };
}
