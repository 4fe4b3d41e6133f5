/** Arrays of numpy that are pictures of OpenCV. */
import type { PickleArray } from '../pickle/pickleValue.ts';
import { isTooLarge, type Picture, type PixelOrder, pixelBytes } from './picture.ts';

/** Why an array is no picture. */
export type PictureFlaw =
  /** Its numbers aren't bytes. */
  | { readonly code: 'wrongElementType'; readonly dtype: string }
  /** Neither (height, width), nor that with 1, 3 or 4 channels. */
  | { readonly code: 'wrongShape'; readonly shape: readonly number[] }
  /** No rows, or no columns. */
  | { readonly code: 'noPixels'; readonly shape: readonly number[] }
  /** It doesn't lie in memory row by row. */
  | { readonly code: 'wrongOrder'; readonly order: 'F' | 'K' }
  /** Its bytes are fewer, or more, than its shape says. */
  | {
      readonly code: 'wrongSize';
      readonly shape: readonly number[];
      readonly expected: number;
      readonly actual: number;
    }
  /** It has more pixels than are shown. */
  | { readonly code: 'tooLarge'; readonly width: number; readonly height: number };

const orders: Record<number, PixelOrder> = { 1: 'grey', 3: 'bgr', 4: 'bgra' };

/** The picture in an array, as a view of its data. */
export function numpyPicture({ dtype, shape, order, data }: PickleArray): Picture | PictureFlaw {
  if (!isBytes(dtype)) return { code: 'wrongElementType', dtype };
  const [height = 0, width = 0, channels = 1] = shape;
  const pixelOrder = orders[channels];
  if ((shape.length !== 2 && shape.length !== 3) || !pixelOrder) return { code: 'wrongShape', shape };
  if (width === 0 || height === 0) return { code: 'noPixels', shape };
  if (order !== 'C') return { code: 'wrongOrder', order };
  const expected = width * height * pixelBytes[pixelOrder];
  if (expected !== data.length) return { code: 'wrongSize', shape, expected, actual: data.length };
  if (isTooLarge({ width, height })) return { code: 'tooLarge', width, height };
  return { width, height, order: pixelOrder, pixels: data };
}

/** A byte has no byte order, but one may be told. */
export function isBytes(dtype: string): boolean {
  return /^[|<>=]?u1$/.test(dtype);
}
