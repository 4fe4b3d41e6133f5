/** What a search finds in one frame. */

/** Begin and end of a find. */
export type Range = readonly [number, number];

export interface Matcher {
  /** Bytes × size bounds the work of one look through a frame, in instructions of a pattern (`Pattern.size`). */
  readonly size: number;
  test(bytes: Uint8Array): boolean;
  /** The first finds, at most `limit`, in bytes: in ascending order, without overlaps. */
  ranges(bytes: Uint8Array, limit: number): Range[];
}
