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

/** How many bytes a picture has. */
export function pictureBytes(width: number, height: number, order: PixelOrder): number {
  return width * height * pixelBytes[order];
}
