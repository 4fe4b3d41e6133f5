/** Matches of a search in one frame. */

/** Start and end of a match. */
export type Range = readonly [number, number];

export interface Matcher {
  /** Bytes × size limits the work of searching one frame, in instructions of a pattern (see `Pattern.size`). */
  readonly size: number;
  test(bytes: Uint8Array): boolean;
  /** Returns the first `limit` matches as byte ranges in ascending order, without overlaps. */
  ranges(bytes: Uint8Array, limit: number): Range[];
}
