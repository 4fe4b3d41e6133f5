/** Converts I420 for a canvas in browsers that can't: pages loaded over plain http have no VideoFrame. */
import type { Size } from '../size.ts';

/** BT.601, limited range: luma 16 to 235, chroma 16 to 240 (ITU-R BT.601-7, 2.5). */
const luma = 255 / 219;
const chroma = 255 / 112;
const kr = 0.299;
const kb = 0.114;
const kg = 1 - kr - kb;
const redOfV = chroma * (1 - kr);
const blueOfU = chroma * (1 - kb);
const greenOfV = (redOfV * kr) / kg;
const greenOfU = (blueOfU * kb) / kg;

/**
 * Takes planes Y, U, V without padding; U and V have half the width and height, rounded up.
 * @throws RangeError for too few bytes.
 */
export function i420ToRgba(bytes: Uint8Array, { width, height }: Size): Uint8ClampedArray<ArrayBuffer> {
  const half = Math.ceil(width / 2);
  const atU = width * height;
  const atV = atU + half * Math.ceil(height / 2);
  if (bytes.length < 2 * atV - atU)
    throw new RangeError(`${bytes.length} bytes aren’t a picture of ${width}×${height}`);
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to += 4) {
      const at = (row >> 1) * half + (column >> 1);
      const y = luma * ((bytes[row * width + column] ?? 0) - 16);
      const u = (bytes[atU + at] ?? 0) - 128;
      const v = (bytes[atV + at] ?? 0) - 128;
      // Assigning to a clamped array rounds.
      rgba[to] = y + redOfV * v;
      rgba[to + 1] = y - greenOfU * u - greenOfV * v;
      rgba[to + 2] = y + blueOfU * u;
      rgba[to + 3] = 255;
    }
  }
  return rgba;
}
