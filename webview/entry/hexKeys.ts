/** Keys that move the cursor of a hexdump. */

export interface HexShape {
  /** Number of bytes. */
  readonly length: number;
  readonly lineBytes: number;
  /** Number of lines visible at once. */
  readonly pageLines: number;
}

/** Returns undefined for other keys, and if there are no bytes. */
export function cursorTarget(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  cursor: number,
  { length, lineBytes, pageLines }: HexShape,
): number | undefined {
  const toEnds = ctrlKey || metaKey;
  const column = cursor % lineBytes;
  const page = Math.max(1, pageLines - 1) * lineBytes;
  const targets: Record<string, number> = {
    ArrowLeft: cursor - 1,
    ArrowRight: cursor + 1,
    ArrowUp: cursor < lineBytes ? cursor : cursor - lineBytes,
    ArrowDown: isInLastLine(cursor, length, lineBytes) ? cursor : cursor + lineBytes,
    PageUp: Math.max(column, cursor - page),
    PageDown: cursor + page,
    Home: toEnds ? 0 : cursor - column,
    End: toEnds ? length - 1 : cursor - column + lineBytes - 1,
  };
  const target = targets[key];
  return target === undefined || length === 0 ? undefined : Math.max(0, Math.min(length - 1, target));
}

function isInLastLine(cursor: number, length: number, lineBytes: number): boolean {
  return Math.floor(cursor / lineBytes) === Math.floor((length - 1) / lineBytes);
}
