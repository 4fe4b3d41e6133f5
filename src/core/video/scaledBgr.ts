/** Converts pictures to OpenCV's format in a requested size. */
import { type Picture, pixelBytes } from './picture.ts';

/**
 * Planes Y, U and V one after another without padding; U and V have half the size, rounded up (BT.601, limited range).
 */
export interface I420Picture {
  readonly width: number;
  readonly height: number;
  readonly planes: Uint8Array;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Returns BGR in rows from the top: the picture as large as fits, centered on black if its shape differs. Downscaling
 * averages; upscaling keeps hard edges. A BGR picture of the requested size is returned without copying.
 */
export function scaledBgr(picture: Picture | I420Picture, size: Size): Uint8Array {
  const bgr = 'planes' in picture ? bgrOfPlanes(picture) : bgrOf(picture);
  if (picture.width === size.width && picture.height === size.height) return bgr;
  return scaled(bgr, picture, size);
}

function bgrOf({ width, height, order, pixels }: Picture): Uint8Array {
  if (order === 'bgr') return pixels;
  const bgr = new Uint8Array(width * height * 3);
  const step = pixelBytes[order];
  const [blue, green, red] = order === 'gray' ? [0, 0, 0] : order === 'rgba' ? [2, 1, 0] : [0, 1, 2];
  for (let from = 0, to = 0; to < bgr.length; from += step, to += 3) {
    const alpha = step === 4 ? (pixels[from + 3] ?? 255) : 255;
    bgr[to] = over(pixels[from + blue] ?? 0, alpha);
    bgr[to + 1] = over(pixels[from + green] ?? 0, alpha);
    bgr[to + 2] = over(pixels[from + red] ?? 0, alpha);
  }
  return bgr;
}

/** Blends a color over black. */
function over(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha) / 255);
}

/** Converts in 16.16 fixed point. The array clamps values. */
function bgrOfPlanes({ width, height, planes }: I420Picture): Uint8Array {
  const bgr = new Uint8ClampedArray(width * height * 3);
  const halfWidth = Math.ceil(width / 2);
  const uFrom = width * height;
  const vFrom = uFrom + halfWidth * Math.ceil(height / 2);
  let to = 0;
  for (let y = 0, at = 0; y < height; y++) {
    const chromaRow = (y >> 1) * halfWidth;
    for (let x = 0; x < width; x++, at++, to += 3) {
      const chroma = chromaRow + (x >> 1);
      const luma = 76309 * ((planes[at] ?? 0) - 16) + 32768;
      const u = (planes[uFrom + chroma] ?? 0) - 128;
      const v = (planes[vFrom + chroma] ?? 0) - 128;
      bgr[to] = (luma + 132201 * u) >> 16;
      bgr[to + 1] = (luma - 25675 * u - 53279 * v) >> 16;
      bgr[to + 2] = (luma + 104597 * v) >> 16;
    }
  }
  return new Uint8Array(bgr.buffer);
}

function scaled(bgr: Uint8Array, from: Size, to: Size): Uint8Array {
  const factor = Math.min(to.width / from.width, to.height / from.height);
  const width = Math.max(1, Math.round(from.width * factor));
  const height = Math.max(1, Math.round(from.height * factor));
  const left = Math.floor((to.width - width) / 2);
  const top = Math.floor((to.height - height) / 2);
  const columns = spans(from.width, width);
  const rows = spans(from.height, height);
  const result = new Uint8Array(to.width * to.height * 3);
  for (const [y, row] of rows.entries()) {
    let at = ((top + y) * to.width + left) * 3;
    for (const column of columns) {
      average(bgr, from.width, row, column, result, at);
      at += 3;
    }
  }
  return result;
}

type Span = readonly [from: number, to: number];

/** Returns which pixels of a source line each pixel of the target line covers, at least one. */
function spans(from: number, to: number): Span[] {
  return Array.from({ length: to }, (_, at) => {
    if (to >= from) {
      const nearest = Math.min(from - 1, Math.floor(((at + 0.5) * from) / to));
      return [nearest, nearest + 1] as const;
    }
    return [Math.floor((at * from) / to), Math.floor(((at + 1) * from) / to)] as const;
  });
}

function average(
  bgr: Uint8Array,
  width: number,
  [top, bottom]: Span,
  [left, right]: Span,
  into: Uint8Array,
  at: number,
): void {
  let [blue, green, red] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    const end = (y * width + right) * 3;
    for (let from = (y * width + left) * 3; from < end; from += 3) {
      blue += bgr[from] ?? 0;
      green += bgr[from + 1] ?? 0;
      red += bgr[from + 2] ?? 0;
    }
  }
  const count = (bottom - top) * (right - left);
  into[at] = Math.round(blue / count);
  into[at + 1] = Math.round(green / count);
  into[at + 2] = Math.round(red / count);
}
