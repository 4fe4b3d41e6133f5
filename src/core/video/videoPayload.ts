/** Tells what one frame of video holds, by its bytes. */
import { Latin1Texts } from '../pickle/latin1Texts.ts';
import { arrayOf, bytesOf } from '../pickle/numpyNames.ts';
import { isNode, type PickleArray, type PickleFlaw } from '../pickle/pickleValue.ts';
import { isPickle, type ReadPickle, readPickle } from '../pickle/readPickle.ts';
import { type EncodedImage, encodedImage } from './imageHeader.ts';
import { isBytes, numpyPicture, type PictureFlaw } from './numpyPicture.ts';
import type { Picture } from './picture.ts';

export type VideoPayload =
  /** A pickled array of pixels. */
  | { readonly kind: 'picture'; readonly picture: Picture }
  /** An encoded image: as it is, or as a pickled array (what `cv2.imencode` makes) or pickled bytes. */
  | { readonly kind: 'image'; readonly image: EncodedImage; readonly within: 'nothing' | 'array' | 'bytes' }
  /** A pickled array that is no picture. */
  | { readonly kind: 'array'; readonly flaw: PictureFlaw; readonly pickle: ReadPickle }
  /** Another pickle; `pickleTree` shows what is in it. */
  | { readonly kind: 'pickle'; readonly pickle: ReadPickle }
  | { readonly kind: 'brokenPickle'; readonly flaw: PickleFlaw }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

/** Never throws. Pixels and images are views of `bytes`, but for those of protocol 2. */
export function videoPayload(bytes: Uint8Array): VideoPayload {
  if (bytes.length === 0) return { kind: 'empty' };
  if (isPickle(bytes)) return pickledPayload(bytes);
  const image = encodedImage(bytes);
  return image ? { kind: 'image', image, within: 'nothing' } : { kind: 'unknown' };
}

function pickledPayload(bytes: Uint8Array): VideoPayload {
  const { pickle, flaw } = readPickle(bytes);
  if (!pickle) return { kind: 'brokenPickle', flaw };
  const { value } = pickle;
  // What is made anew is shorter than the text it is made of.
  const texts = new Latin1Texts(bytes.length);
  const held = bytesOf(value, texts);
  const image = held && encodedImage(held);
  if (image) return { kind: 'image', image, within: 'bytes' };
  const array = isNode(value) && value.kind === 'object' ? arrayOf(value, texts) : undefined;
  return array ? arrayPayload(array, pickle) : { kind: 'pickle', pickle };
}

function arrayPayload(array: PickleArray, pickle: ReadPickle): VideoPayload {
  const image = isEncoded(array) ? encodedImage(array.data) : undefined;
  if (image) return { kind: 'image', image, within: 'array' };
  const picture = numpyPicture(array);
  return 'code' in picture ? { kind: 'array', flaw: picture, pickle } : { kind: 'picture', picture };
}

/** One column or row of bytes: OpenCV before 4.5.4 makes (N, 1), since then (N,). */
function isEncoded({ dtype, shape, data }: PickleArray): boolean {
  const [length, columns = 1] = shape;
  const isLine = shape.length === 1 || (shape.length === 2 && (columns === 1 || length === 1));
  return isBytes(dtype) && isLine && (length ?? 0) * columns === data.length;
}
