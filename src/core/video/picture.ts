/** Pictures as video brings them. */

/** How a pixel's bytes follow each other: OpenCV's orders, and the one of a browser's canvas. */
export type PixelOrder = 'grey' | 'bgr' | 'bgra' | 'rgba';

export const pixelBytes: Record<PixelOrder, number> = { grey: 1, bgr: 3, bgra: 4, rgba: 4 };

/** Rows from the top, each from the left, nothing between them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly order: PixelOrder;
  /** `width * height * pixelBytes[order]` bytes. */
  readonly pixels: Uint8Array;
}

/**
 * A few bytes can claim any size, and whoever decodes them needs four bytes for each pixel: more than these are no picture. There is room
 * for 8K and for stills of 60 megapixels; a `VideoFrame` of Chromium has no longer sides.
 */
export const maxPicturePixels: number = 8192 * 8192;
export const maxPictureSide = 32_766;

/** More is not decoded, converted or painted. */
export function isTooLarge({ width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return width > maxPictureSide || height > maxPictureSide || width * height > maxPicturePixels;
}

/** How many bytes a picture has. */
export function pictureBytes(width: number, height: number, order: PixelOrder): number {
  return width * height * pixelBytes[order];
}
