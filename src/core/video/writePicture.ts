/** Pictures as the Python programs send them: a pickled numpy array behind its length. */
import { arrayPrefix, arraySuffix } from '../pickle/writeArray.ts';
import { type Picture, pictureBytes, pixelBytes } from './picture.ts';
import { type Endian, videoLength } from './videoLength.ts';

/** The pickle in parts, without copying the pixels: (height, width) of a grey picture, (height, width, 3) of BGR, (height, width, 4) of BGRA. @throws RangeError for RGBA, and pixels that are too few or many. */
export function pickledPicture({ width, height, order, pixels }: Picture): [Uint8Array, Uint8Array, Uint8Array] {
  if (order === 'rgba') throw new RangeError('OpenCV has no pictures in the order RGBA');
  if (pixels.length !== pictureBytes(width, height, order)) {
    throw new RangeError(`${pixels.length} bytes are no picture of ${width} × ${height} pixels`);
  }
  const shape = order === 'grey' ? [height, width] : [height, width, pixelBytes[order]];
  return [arrayPrefix(shape), pixels, arraySuffix];
}

/** The parts of a payload behind its length, to be written in order. */
export function prefixedPayload(parts: readonly Uint8Array[], endian: Endian): Uint8Array[] {
  const length = parts.reduce((sum, { length: bytes }) => sum + bytes, 0);
  return [videoLength(length, endian), ...parts];
}
