/** The cursor's position among the bytes, and the selection that starts there. */

export interface ByteSelection {
  /** The byte with the cursor. */
  readonly cursor: number;
  /** The byte at the other end of the selection, which includes both; absent if nothing is selected. */
  readonly anchor?: number;
}

/** Returns the selection of an entry that was just opened: the byte that doesn't fit the framing, if one doesn't. */
export function firstSelection(brokenAt: number | undefined): ByteSelection {
  return brokenAt === undefined ? { cursor: 0 } : { cursor: brokenAt, anchor: brokenAt };
}

/** Returns the start and the end (exclusive) of the selection. */
export function selectedRange({ cursor, anchor }: ByteSelection): readonly [number, number] | undefined {
  return anchor === undefined ? undefined : [Math.min(cursor, anchor), Math.max(cursor, anchor) + 1];
}

/** Returns where numbers and texts are read: at the first selected byte, otherwise at the cursor. */
export function startOf(selection: ByteSelection): number {
  return selectedRange(selection)?.[0] ?? selection.cursor;
}

/** Moves the cursor to another byte. With `extend`, selects from the anchor, or the old cursor, up to there. */
export function moveTo({ cursor, anchor }: ByteSelection, target: number, extend: boolean): ByteSelection {
  return extend ? { cursor: target, anchor: anchor ?? cursor } : { cursor: target };
}
