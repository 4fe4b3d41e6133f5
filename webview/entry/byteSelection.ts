/** Where the cursor stands among bytes, and what is selected from there. */

export interface ByteSelection {
  /** The byte with the cursor. */
  readonly cursor: number;
  /** The byte at the other end of the selection, which both belong to; absent while nothing is selected. */
  readonly anchor?: number;
}

/** Begin and end (the byte after the last one) of what is selected. */
export function selectedRange({ cursor, anchor }: ByteSelection): readonly [number, number] | undefined {
  return anchor === undefined ? undefined : [Math.min(cursor, anchor), Math.max(cursor, anchor) + 1];
}

/** Where numbers and texts are read: the first byte selected, else the cursor's. */
export function startOf(selection: ByteSelection): number {
  return selectedRange(selection)?.[0] ?? selection.cursor;
}

/** The cursor at another byte; `extend` selects up to there from where the selection, or the cursor, began. */
export function moveTo({ cursor, anchor }: ByteSelection, target: number, extend: boolean): ByteSelection {
  return extend ? { cursor: target, anchor: anchor ?? cursor } : { cursor: target };
}
