/** How the transcript and the entry share their space. */
import type { SplitSide } from '../keptState.ts';

export interface SplitRoom {
  readonly width: number;
  readonly height: number;
}

/** Minimum size in pixels at which the entry and the transcript are useful beside each other. */
const besideWidth = 640;
/** From this width on, there is room for both at their best size beside each other. */
const amplyWide = 1100;
/** With less height, one above the other is useless. */
const lowHeight = 420;
/** Width by height: flatter spaces are better shared side by side. */
const flatShape = 1.6;

/** Position of the entry. */
export function sideOf({ width, height }: SplitRoom): SplitSide {
  if (width < besideWidth) return 'below';
  return width >= amplyWide || height < lowHeight || width >= flatShape * height ? 'beside' : 'below';
}

/** The entry's share of the space until the user changes it. */
export const defaultShares: Record<SplitSide, number> = { beside: 0.5, below: 0.55 };

/** Minimum and maximum size of the entry in pixels. */
export function entryBounds(side: SplitSide, total: number): readonly [least: number, most: number] {
  const entry = side === 'beside' ? 300 : 160;
  const transcript = side === 'beside' ? 260 : 120;
  return [Math.min(entry, Math.floor(total / 2)), total - Math.min(transcript, Math.floor(total / 2))];
}

/** Returns the entry's size in pixels for its share, within its limits. */
export function entryPixels(side: SplitSide, total: number, share: number): number {
  const [least, most] = entryBounds(side, total);
  return Math.max(least, Math.min(most, Math.round(share * total)));
}
