/** The cursor's position among bytes, and the selection that starts there. */

export interface ByteSelection {
  /** The byte with the cursor. */
  readonly cursor: number;
  /** The byte at the other end of the selection, which includes both; absent while nothing is selected. */
  readonly anchor?: number;
}

/** Start and end (the byte after the last one) of the selection. */
export function selectedRange({ cursor, anchor }: ByteSelection): readonly [number, number] | undefined {
  return anchor === undefined ? undefined : [Math.min(cursor, anchor), Math.max(cursor, anchor) + 1];
}

/** Where numbers and texts are read: at the first selected byte, otherwise at the cursor. */
export function startOf(selection: ByteSelection): number {
  return selectedRange(selection)?.[0] ?? selection.cursor;
}

/** Moves the cursor to another byte; `extend` selects up to there from where the selection, or the cursor, began. */
export function moveTo({ cursor, anchor }: ByteSelection, target: number, extend: boolean): ByteSelection {
  return extend ? { cursor: target, anchor: anchor ?? cursor } : { cursor: target };
}
