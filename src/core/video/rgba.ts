/** Converts pictures to the format of a browser's canvas. */
import { type Picture, pictureBytes } from './picture.ts';

/**
 * Writes a picture as RGBA, not premultiplied, and opaque unless it has alpha. `into` has 4 bytes per pixel and is
 * aligned to 4 bytes in its buffer.
 * @throws RangeError if `into` is too small or unaligned.
 */
export function toRgba({ width, height, order, pixels }: Picture, into: Uint8Array | Uint8ClampedArray): void {
  const count = width * height;
  if (into.length < 4 * count || pixels.length < pictureBytes(width, height, order)) {
    throw new RangeError(`the buffer is too small for ${width} × ${height} pixels`);
  }
  // Little-endian, like every machine that runs this, so the lowest byte comes first.
  const words = new Uint32Array(into.buffer, into.byteOffset, count);
  switch (order) {
    case 'bgr':
      fromBgr(pixels, words);
      break;
    case 'gray':
      fromGray(pixels, words);
      break;
    case 'bgra':
      fromBgra(pixels, words);
      break;
    case 'rgba':
      into.set(pixels.subarray(0, 4 * count));
  }
}

function fromBgr(pixels: Uint8Array, words: Uint32Array): void {
  for (let to = 0, at = 0; to < words.length; to++, at += 3) {
    words[to] =
      0xff000000 | ((pixels[at] as number) << 16) | ((pixels[at + 1] as number) << 8) | (pixels[at + 2] as number);
  }
}

function fromGray(pixels: Uint8Array, words: Uint32Array): void {
  for (let to = 0; to < words.length; to++) words[to] = 0xff000000 | ((pixels[to] as number) * 0x010101);
}

function fromBgra(pixels: Uint8Array, words: Uint32Array): void {
  for (let to = 0, at = 0; to < words.length; to++, at += 4) {
    words[to] =
      ((pixels[at + 3] as number) << 24) |
      ((pixels[at] as number) << 16) |
      ((pixels[at + 1] as number) << 8) |
      (pixels[at + 2] as number);
  }
}
