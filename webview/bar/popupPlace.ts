/** Places a popup beside its button. All values are in px of the page. */
import type { Size } from '../size.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Distance from the button; `margin` is the minimum distance from the page's edges. */
const gap = 2;
const margin = 4;

/**
 * Returns a place on the side of the button with more room, which leaves visible what the popup changes on the other
 * side. It is aligned with the start or the end of the button.
 */
export function popupPlace(button: Box, popup: Size, page: Size): { left: number; top: number; maxHeight: number } {
  const below = page.height - button.bottom - gap - margin;
  const above = button.top - gap - margin;
  const isBelow = below >= above;
  const maxHeight = isBelow ? below : above;
  const height = Math.min(popup.height, maxHeight);
  const wanted = button.left + popup.width + margin <= page.width ? button.left : button.right - popup.width;
  const left = Math.max(margin, Math.min(wanted, page.width - margin - popup.width));
  return { left, top: isBelow ? button.bottom + gap : button.top - gap - height, maxHeight };
}
