/** Decoded pictures, as video contains them. */

/** Order of a pixel's bytes: OpenCV's orders, and that of a browser's canvas. */
export type PixelOrder = 'gray' | 'bgr' | 'bgra' | 'rgba';

export const pixelBytes: Record<PixelOrder, number> = { gray: 1, bgr: 3, bgra: 4, rgba: 4 };

/** Rows from top to bottom, each from left to right, without padding. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly order: PixelOrder;
  /** `width * height * pixelBytes[order]` bytes. */
  readonly pixels: Uint8Array;
}

/**
 * A few bytes can claim any size, and decoding takes four bytes per pixel, so anything with more pixels isn't treated
 * as a picture. The limits allow for 8K and for stills of 60 megapixels; the sides of Chromium's `VideoFrame` can't be
 * longer.
 */
export const maxPicturePixels: number = 8192 * 8192;
export const maxPictureSide = 32_766;

/** Whether a picture is too large to be decoded, converted or painted. */
export function isTooLarge({ width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return width > maxPictureSide || height > maxPictureSide || width * height > maxPicturePixels;
}

/** Returns the size of a picture in bytes. */
export function pictureBytes(width: number, height: number, order: PixelOrder): number {
  return width * height * pixelBytes[order];
}
