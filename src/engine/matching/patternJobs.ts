/** Messages between the engine and the pattern thread. */
import type { Encoding } from '../../core/endpointConfig.ts';
import type { Pattern } from '../../core/pattern.ts';
import type { Range } from '../../core/search/matcher.ts';
import type { Search } from '../../core/transcriptEntry.ts';

/** One pattern or search to run on the bytes of one frame. */
export type PatternJob =
  | {
      readonly kind: 'match';
      readonly pattern: Pick<Pattern, 'source' | 'flags' | 'encoding'>;
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

export interface FoundMatch {
  readonly groups: readonly FoundGroup[];
  readonly named: Readonly<Record<string, FoundGroup>>;
}

export interface PatternResults {
  readonly match: FoundMatch | undefined;
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
