/** How the transcript and the entry share their room. */

export type SplitSide = 'beside' | 'below';

export interface SplitRoom {
  readonly width: number;
  readonly height: number;
}

/** Pixels that the entry and the transcript need to be of use beside each other. */
const besideWidth = 640;
/** From this width on there is room beside each other for both as they are best. */
const amplyWide = 1100;
/** With less height one above the other is of no use. */
const lowHeight = 420;
/** Width by height: flatter rooms are better shared side by side. */
const flatShape = 1.6;

/** Where the entry stands. */
export function sideOf({ width, height }: SplitRoom): SplitSide {
  if (width < besideWidth) return 'below';
  return width >= amplyWide || height < lowHeight || width >= flatShape * height ? 'beside' : 'below';
}

/** The share of the room that the entry has until somebody changes it. */
export const defaultShares: Record<SplitSide, number> = { beside: 0.5, below: 0.55 };

/** Least and most pixels of the entry. */
export function entryBounds(side: SplitSide, total: number): readonly [least: number, most: number] {
  const entry = side === 'beside' ? 300 : 160;
  const transcript = side === 'beside' ? 260 : 120;
  return [Math.min(entry, Math.floor(total / 2)), total - Math.min(transcript, Math.floor(total / 2))];
}

/** The entry's pixels by its share, within its bounds. */
export function entryPixels(side: SplitSide, total: number, share: number): number {
  const [least, most] = entryBounds(side, total);
  return Math.max(least, Math.min(most, Math.round(share * total)));
}
