/** Writes pictures as the Python programs send them: a pickled numpy array after its length. */
import { arrayPrefix, arraySuffix } from '../pickle/writeArray.ts';
import { type Picture, pictureBytes, pixelBytes } from './picture.ts';
import { type Endian, videoLength } from './videoLength.ts';

/**
 * Returns the pickle in parts, without copying the pixels: shape (height, width) for a gray picture, (height, width, 3)
 * for BGR, (height, width, 4) for BGRA.
 * @throws RangeError for RGBA, and for too few or too many pixels.
 */
export function pickledPicture({ width, height, order, pixels }: Picture): [Uint8Array, Uint8Array, Uint8Array] {
  if (order === 'rgba') throw new RangeError('OpenCV does not support RGBA pictures');
  if (pixels.length !== pictureBytes(width, height, order)) {
    throw new RangeError(`${pixels.length} bytes aren’t a picture of ${width} × ${height} pixels`);
  }
  const shape = order === 'gray' ? [height, width] : [height, width, pixelBytes[order]];
  return [arrayPrefix(shape), pixels, arraySuffix];
}

/** Returns the parts of a payload preceded by its length, to be written in order. */
export function prefixedPayload(parts: readonly Uint8Array[], endian: Endian): Uint8Array[] {
  const length = parts.reduce((sum, { length: bytes }) => sum + bytes, 0);
  return [videoLength(length, endian), ...parts];
}
