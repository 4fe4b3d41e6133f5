/** Counts how many of a bar's icons fit. */

export interface BarRoom {
  /** Width of the bar in px. */
  readonly width: number;
  readonly gap: number;
  /** Width of the overflow button in px. */
  readonly menuWidth: number;
}

/** Counts how many of the first parts fit beside the menu button; all of them if they fit without it. */
export function fittingCount(widths: readonly number[], { width, gap, menuWidth }: BarRoom): number {
  const whole = widths.reduce((sum, one) => sum + one + gap, -gap);
  if (whole <= width) return widths.length;
  let left = width - menuWidth;
  const first = widths.findIndex(one => {
    left -= one + gap;
    return left < 0;
  });
  return first;
}
