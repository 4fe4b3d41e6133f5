/**
 * Converts pictures to planes of luma and halved chroma (I420), half the size of BGR: the format that `VideoFrame` and
 * video encoders accept.
 */
import { type Picture, type PixelOrder, pictureBytes } from './picture.ts';

/** Matrix between colors and luma: BT.709 by default in an I420 `VideoFrame`, BT.601 in JPEG and SD video. */
export type YuvMatrix = 'bt601' | 'bt709';

/** Returns the `colorSpace` to pass to `VideoFrame`. Limited range: black is 16, white 235, chroma from 16 to 240. */
export function videoColorSpace(matrix: YuvMatrix): {
  matrix: 'smpte170m' | 'bt709';
  primaries: 'bt709';
  transfer: 'iec61966-2-1';
  fullRange: false;
} {
  return {
    matrix: matrix === 'bt601' ? 'smpte170m' : 'bt709',
    primaries: 'bt709',
    transfer: 'iec61966-2-1',
    fullRange: false,
  };
}

/** Returns the bytes of a picture in I420. Odd sides are rounded up in the chroma planes. */
export function i420Bytes(width: number, height: number): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

/** Shares of red and blue in luma. */
const shares: Record<YuvMatrix, readonly [red: number, blue: number]> = {
  bt601: [0.299, 0.114],
  bt709: [0.2126, 0.0722],
};

/** Offsets of the colors in a pixel. */
const places: Record<PixelOrder, { bytes: number; red: number; green: number; blue: number }> = {
  gray: { bytes: 1, red: 0, green: 0, blue: 0 },
  bgr: { bytes: 3, red: 2, green: 1, blue: 0 },
  bgra: { bytes: 4, red: 2, green: 1, blue: 0 },
  rgba: { bytes: 4, red: 0, green: 1, blue: 2 },
};

/** Writes the planes Y, U and V one after another, without alpha. @throws RangeError if `into` is too small. */
export function toI420(picture: Picture, into: Uint8Array, matrix: YuvMatrix = 'bt709'): void {
  const { width, height, order, pixels } = picture;
  if (into.length < i420Bytes(width, height) || pixels.length < pictureBytes(width, height, order)) {
    throw new RangeError(`the buffer is too small for ${width} × ${height} pixels`);
  }
  writeLuma(picture, into, matrix);
  const chromaBytes = Math.ceil(width / 2) * Math.ceil(height / 2);
  const planes = into.subarray(width * height);
  if (order === 'gray') planes.fill(128, 0, 2 * chromaBytes);
  else writeChroma(picture, planes, planes.subarray(chromaBytes), matrix);
}

/** Fractions are in units of 1 / 65536, since integers are faster. */
const unit = 65536;

function writeLuma({ width, height, order, pixels }: Picture, into: Uint8Array, matrix: YuvMatrix): void {
  const { bytes, red, green, blue } = places[order];
  const [redShare, blueShare] = shares[matrix];
  const scale = (219 / 255) * unit;
  const ofRed = Math.round(redShare * scale);
  const ofBlue = Math.round(blueShare * scale);
  const ofGreen = Math.round(scale) - ofRed - ofBlue;
  const offset = 16 * unit + unit / 2;
  const count = width * height;
  for (let to = 0, at = 0; to < count; to++, at += bytes) {
    into[to] =
      (ofRed * (pixels[at + red] as number) +
        ofGreen * (pixels[at + green] as number) +
        ofBlue * (pixels[at + blue] as number) +
        offset) >>
      16;
  }
}

/** Writes the mean of the four pixels that share a chroma value; at an odd edge, of those that exist. */
function writeChroma(picture: Picture, u: Uint8Array, v: Uint8Array, matrix: YuvMatrix): void {
  const { width, height, order, pixels } = picture;
  const { bytes, red, green, blue } = places[order];
  const [redShare, blueShare] = shares[matrix];
  const scale = ((112 / 255) * unit) / 4;
  const half = Math.round(scale);
  const redInU = Math.round((-redShare / (1 - blueShare)) * scale);
  const blueInV = Math.round((-blueShare / (1 - redShare)) * scale);
  const greenInU = -half - redInU;
  const greenInV = -half - blueInV;
  const offset = 128 * unit + unit / 2;
  let to = 0;
  for (let row = 0; row < height; row += 2) {
    const upper = row * width * bytes;
    const lower = row + 1 < height ? upper + width * bytes : upper;
    for (let column = 0; column < width; column += 2, to++) {
      const a = upper + column * bytes;
      const c = lower + column * bytes;
      const next = column + 1 < width ? bytes : 0;
      const reds = sum(pixels, a + red, a + next + red, c + red, c + next + red);
      const greens = sum(pixels, a + green, a + next + green, c + green, c + next + green);
      const blues = sum(pixels, a + blue, a + next + blue, c + blue, c + next + blue);
      u[to] = (half * blues + redInU * reds + greenInU * greens + offset) >> 16;
      v[to] = (half * reds + blueInV * blues + greenInV * greens + offset) >> 16;
    }
  }
}

function sum(pixels: Uint8Array, a: number, b: number, c: number, d: number): number {
  return (pixels[a] as number) + (pixels[b] as number) + (pixels[c] as number) + (pixels[d] as number);
}
