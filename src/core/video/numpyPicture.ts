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
export function numpyPicture(array: PickleArray): Picture | PictureFlaw {
  const layout = pictureLayout(array, array.data.length);
  return 'code' in layout ? layout : { ...layout, pixels: array.data };
}

/** How the picture in an array lies, which has this many bytes; any number is right where that isn't known. */
export function pictureLayout(
  { dtype, shape, order }: Omit<PickleArray, 'data'>,
  bytes: number | undefined,
): Omit<Picture, 'pixels'> | PictureFlaw {
  if (!isBytes(dtype)) return { code: 'wrongElementType', dtype };
  const [height = 0, width = 0, channels = 1] = shape;
  const pixelOrder = orders[channels];
  if ((shape.length !== 2 && shape.length !== 3) || !pixelOrder) return { code: 'wrongShape', shape };
  if (width === 0 || height === 0) return { code: 'noPixels', shape };
  if (order !== 'C') return { code: 'wrongOrder', order };
  const expected = width * height * pixelBytes[pixelOrder];
  if (bytes !== undefined && expected !== bytes) return { code: 'wrongSize', shape, expected, actual: bytes };
  if (isTooLarge({ width, height })) return { code: 'tooLarge', width, height };
  return { width, height, order: pixelOrder };
}

/** One column or row of bytes, as an encoded image is: OpenCV before 4.5.4 makes (N, 1), since then (N,). */
export function isEncodedLine({ dtype, shape }: Pick<PickleArray, 'dtype' | 'shape'>): boolean {
  const [length, columns = 1] = shape;
  return isBytes(dtype) && (shape.length === 1 || (shape.length === 2 && (columns === 1 || length === 1)));
}

/** A byte has no byte order, but one may be told. */
export function isBytes(dtype: string): boolean {
  return /^[|<>=]?u1$/.test(dtype);
}
