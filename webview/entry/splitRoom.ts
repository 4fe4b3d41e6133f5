/** Divides the space between the transcript and the entry. */
import type { SplitSide } from '../keptState.ts';

export interface SplitRoom {
  readonly width: number;
  readonly height: number;
}

/** Minimum width in px at which the entry and the transcript are useful side by side. */
const besideWidth = 640;
/** From this width on, both have their best size side by side. */
const amplyWide = 1100;
/** Below this height, one above the other is useless. */
const lowHeight = 420;
/** Width divided by height: flatter spaces are better shared side by side. */
const flatShape = 1.6;

/** Returns the position of the entry. */
export function sideOf({ width, height }: SplitRoom): SplitSide {
  if (width < besideWidth) return 'below';
  return width >= amplyWide || height < lowHeight || width >= flatShape * height ? 'beside' : 'below';
}

/** The entry's share of the space until the user changes it. */
export const defaultShares: Record<SplitSide, number> = { beside: 0.5, below: 0.55 };

/** Returns the minimum and maximum size of the entry in pixels. */
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
