/** Determines what a frame of video contains. */
import { Latin1Texts } from '../pickle/latin1Texts.ts';
import type { PickleArray, PickleFlaw } from '../pickle/pickleValue.ts';
import { isPickle, type ReadPickle, readPickle } from '../pickle/readPickle.ts';
import { type EncodedImage, encodedImage } from './imageHeader.ts';
import { isEncodedLine, numpyPicture, type PictureFlaw } from './numpyPicture.ts';
import { pickledArraysAndBytes } from './pickledArraysAndBytes.ts';
import type { Picture } from './picture.ts';

export type VideoPayload =
  /** A pickled array of pixels, on its own or in a dict, list, tuple or object; if there are several, the first one. */
  | { readonly kind: 'picture'; readonly picture: Picture }
  /** An encoded image: bare, as a pickled array (from `cv2.imencode`), or as pickled bytes, in the same places. */
  | { readonly kind: 'image'; readonly image: EncodedImage; readonly within: 'nothing' | 'array' | 'bytes' }
  /** An array that isn't a picture. */
  | { readonly kind: 'array'; readonly flaw: PictureFlaw; readonly pickle: ReadPickle }
  /** Any other pickle; `pickleTree` shows its contents. */
  | { readonly kind: 'pickle'; readonly pickle: ReadPickle }
  | { readonly kind: 'brokenPickle'; readonly flaw: PickleFlaw }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

/** Determines the contents; never throws. Pixels and images are views of `bytes`, except with protocol 2. */
export function videoPayload(bytes: Uint8Array): VideoPayload {
  if (bytes.length === 0) return { kind: 'empty' };
  if (isPickle(bytes)) return pickledPayload(bytes);
  const image = encodedImage(bytes);
  return image ? { kind: 'image', image, within: 'nothing' } : { kind: 'unknown' };
}

function pickledPayload(bytes: Uint8Array): VideoPayload {
  const { pickle, flaw } = readPickle(bytes);
  if (!pickle) return { kind: 'brokenPickle', flaw };
  let flawed: VideoPayload | undefined;
  // A newly created array is shorter than the text that it is created from.
  for (const held of pickledArraysAndBytes([pickle.value], new Latin1Texts(bytes.length))) {
    const payload = held instanceof Uint8Array ? bytesPayload(held) : arrayPayload(held, pickle);
    if (payload && payload.kind !== 'array') return payload;
    flawed ??= payload;
  }
  return flawed ?? { kind: 'pickle', pickle };
}

function bytesPayload(bytes: Uint8Array): VideoPayload | undefined {
  const image = encodedImage(bytes);
  return image && { kind: 'image', image, within: 'bytes' };
}

function arrayPayload(array: PickleArray, pickle: ReadPickle): VideoPayload {
  const image = isEncoded(array) ? encodedImage(array.data) : undefined;
  if (image) return { kind: 'image', image, within: 'array' };
  const picture = numpyPicture(array);
  return 'code' in picture ? { kind: 'array', flaw: picture, pickle } : { kind: 'picture', picture };
}

function isEncoded(array: PickleArray): boolean {
  return isEncodedLine(array) && array.shape.reduce((product, one) => product * one, 1) === array.data.length;
}
