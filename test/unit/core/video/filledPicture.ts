/** Pictures of a single color. */
import { type Picture, type PixelOrder, pixelBytes } from '../../../../src/core/video/picture.ts';

export type Color = readonly [red: number, green: number, blue: number];

export function filled(
  order: PixelOrder,
  width: number,
  height: number,
  [red, green, blue]: Color,
  alpha = 255,
): Picture {
  const pixel = {
    gray: [red],
    bgr: [blue, green, red],
    bgra: [blue, green, red, alpha],
    rgba: [red, green, blue, alpha],
  };
  const pixels = Uint8Array.from({ length: width * height * pixelBytes[order] }, (_, at) => {
    return pixel[order][at % pixelBytes[order]] ?? 0;
  });
  return { width, height, order, pixels };
}
