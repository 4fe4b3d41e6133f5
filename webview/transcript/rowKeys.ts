/** Where a key moves the focus in a list. */

const pageRows = 10;

/** Nothing for other keys, and where there are no rows. `end` is the position after the last row. */
export function keyTarget(key: string, from: number, first: number, end: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - pageRows,
    PageDown: from + pageRows,
    Home: first,
    End: end - 1,
  };
  const target = targets[key];
  return target === undefined || end === first ? undefined : Math.max(first, Math.min(end - 1, target));
}
