/** Measures rows that were drawn: rows are placed, and their lines cut, by estimates until then. */
import type { CutLines } from './cutLines.ts';
import type { RowLayout } from './rowLayout.ts';
import type { RowSource } from './rowSource.ts';

export interface MeasuredParts {
  readonly layout: Pick<RowLayout, 'measured'>;
  readonly cut: Pick<CutLines, 'drawn'>;
  readonly source: Pick<RowSource, 'at'> | undefined;
}

/** How the rows differ from what was known. */
export interface Measured {
  /** Some have another height. */
  readonly isOther: boolean;
  /** Some have a line that is cut off. */
  readonly isCut: boolean;
}

export function measureRows(rows: Iterable<HTMLElement>, { layout, cut, source }: MeasuredParts): Measured {
  let isOther = false;
  let isCut = false;
  for (const row of rows) {
    const position = Number(row.dataset.position);
    const { height } = row.getBoundingClientRect();
    // Elements have no size while the list isn't shown.
    if (height === 0) continue;
    isOther = layout.measured(position, height) || isOther;
    const seq = source?.at(position)?.seq;
    if (seq !== undefined) isCut = cut.drawn(row, seq) || isCut;
  }
  return { isOther, isCut };
}
