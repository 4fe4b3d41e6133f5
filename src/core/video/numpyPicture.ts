/** Recognizes numpy arrays that are OpenCV pictures. */
import type { PickleArray } from '../pickle/pickleValue.ts';
import { isTooLarge, type Picture, type PixelOrder, pixelBytes } from './picture.ts';

/** Reason why an array isn't a picture. */
export type PictureFlaw =
  /** The elements aren't bytes. */
  | { readonly code: 'wrongElementType'; readonly dtype: string }
  /** The shape is neither (height, width) nor (height, width, channels) with 1, 3 or 4 channels. */
  | { readonly code: 'wrongShape'; readonly shape: readonly number[] }
  /** There are no rows or no columns. */
  | { readonly code: 'noPixels'; readonly shape: readonly number[] }
  /** The array isn't stored row by row. */
  | { readonly code: 'wrongOrder'; readonly order: 'F' | 'K' }
  /** The number of bytes doesn't match the shape. */
  | {
      readonly code: 'wrongSize';
      readonly shape: readonly number[];
      readonly expected: number;
      readonly actual: number;
    }
  /** The array has more pixels than can be shown. */
  | { readonly code: 'tooLarge'; readonly width: number; readonly height: number };

const orders: Record<number, PixelOrder> = { 1: 'gray', 3: 'bgr', 4: 'bgra' };

/** Returns the picture in an array, as a view of the array's data. */
export function numpyPicture(array: PickleArray): Picture | PictureFlaw {
  const layout = pictureLayout(array, array.data.length);
  return 'code' in layout ? layout : { ...layout, pixels: array.data };
}

/** Returns the layout of the picture in an array of this many bytes. If the number is unknown, any is accepted. */
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

/** Whether an array is a row or column of bytes, as encoded images are: (N, 1) before OpenCV 4.5.4, (N,) since. */
export function isEncodedLine({ dtype, shape }: Pick<PickleArray, 'dtype' | 'shape'>): boolean {
  const [length, columns = 1] = shape;
  return isBytes(dtype) && (shape.length === 1 || (shape.length === 2 && (columns === 1 || length === 1)));
}

/** Whether the elements are bytes. A byte has no byte order, but one may be given. */
export function isBytes(dtype: string): boolean {
  return /^[|<>=]?u1$/.test(dtype);
}
