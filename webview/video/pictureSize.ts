/** Computes the size at which a picture is shown, and how its pixels are enlarged. */
import type { Size } from '../size.ts';

/** Pixels enlarged by at least this factor, or by a whole number, are drawn as squares. */
const crispFrom = 2;
const nearlyWhole = 0.01;

/** Returns the largest size with the picture's shape that fits into the box, in CSS pixels. */
export function fitted(picture: Size, box: Size): Size {
  if (picture.width === 0 || picture.height === 0) return { width: 0, height: 0 };
  const scale = Math.max(0, Math.min(box.width / picture.width, box.height / picture.height));
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Returns the size at which one pixel of the picture is one on the screen, in CSS pixels. */
export function actual({ width, height }: Size, devicePixelRatio: number): Size {
  return { width: width / devicePixelRatio, height: height / devicePixelRatio };
}

/** Whether each pixel should be a sharp square. At other factors, squares would have different sizes. */
export function isCrisp(picture: Size, shown: Size, devicePixelRatio: number): boolean {
  if (picture.width === 0) return false;
  const scale = (shown.width * devicePixelRatio) / picture.width;
  return scale >= crispFrom || Math.abs(scale - Math.round(scale)) < nearlyWhole * Math.round(scale);
}
