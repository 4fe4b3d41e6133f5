/** Tells by a connection's first bytes whether video comes on it. */
import { mayBeOldPickle } from '../pickle/oldPickles.ts';
import { isPickle } from '../pickle/readPickle.ts';
import { imageFormat, imageStartBytes } from './imageHeader.ts';
import { pickledStart } from './pickledStart.ts';
import type { VideoWire } from './video.ts';
import { type Endian, lengthPrefixBytes } from './videoLength.ts';

export type Recognition =
  | {
      readonly is: 'video';
      readonly wire: VideoWire;
      /** Otherwise it is only known how frames would come: a JPEG that begins at once may be a file, a pickle may hold anything. */
      readonly isSure: boolean;
      /** Bytes of the first picture, where they are more than a frame may have: it can't be shown. */
      readonly tooLong?: number;
    }
  /**
   * An array behind a length, of which it is told later what it is: `isPicture` is asked with the bytes of the stream from `at` up to `end`.
   */
  | {
      readonly is: 'later';
      readonly wire: VideoWire;
      readonly at: number;
      readonly end: number;
      isPicture(bytes: Uint8Array): boolean;
    }
  | { readonly is: 'no' }
  | { readonly is: 'needMore' };

/** By so many bytes it is known. */
export const recognitionBytes = 512;
/** A larger length is something else: 8K has 133 MB. */
export const maxPictureBytes: number = 2 ** 32;

const no: Recognition = { is: 'no' };
const needMore: Recognition = { is: 'needMore' };

/** `start` is what came so far, or the beginning of it. */
export function recogniseVideo(start: Uint8Array, maxFrameBytes: number): Recognition {
  const text = String.fromCharCode(...start.subarray(0, recognitionBytes));
  if (/^(\r?\n)?--/.test(text)) return recogniseMultipart(text);
  if (text.startsWith('HTTP/1.')) return recogniseResponse(text);
  if (imageFormat(start) === 'jpeg') return { is: 'video', wire: { format: 'multipart' }, isSure: false };
  if (start.length < lengthPrefixBytes) return needMore;
  const prefix = guessPrefix(start, maxPictureBytes);
  return prefix ? recognisePrefixed(start.subarray(0, recognitionBytes), prefix, maxFrameBytes) : no;
}

interface Prefix {
  readonly endian: Endian;
  readonly length: number;
}

/** The first frame's length, if there is one byte order in which the first 8 bytes can be that. */
export function guessPrefix(start: Uint8Array, maxBytes: number): Prefix | undefined {
  if (start.length < lengthPrefixBytes) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  for (const endian of ['little', 'big'] as const) {
    const length = view.getBigUint64(0, endian === 'little');
    if (length > 0n && length <= BigInt(maxBytes)) return { endian, length: Number(length) };
  }
  return undefined;
}

/** An image, or a pickle of one or of a picture's pixels, wherever in it they are. */
function recognisePrefixed(start: Uint8Array, { endian, length }: Prefix, maxFrameBytes: number): Recognition {
  const payload = start.subarray(lengthPrefixBytes, lengthPrefixBytes + length);
  const wire = { format: 'length-prefixed', endian } as const;
  const isTooLong = length > maxFrameBytes;
  const video = { is: 'video', wire, isSure: true, ...(isTooLong && { tooLong: length }) } as const;
  if (imageFormat(payload)) return video;
  const isAll = payload.length === length || start.length === recognitionBytes;
  if (!isPickle(payload)) {
    return !isAll && (payload.length < imageStartBytes || mayBeOldPickle(payload)) ? needMore : no;
  }
  const other = isTooLong ? no : ({ ...video, isSure: false } as const);
  const found = pickledStart(payload, Math.min(length, recognitionBytes - lengthPrefixBytes));
  switch (found.is) {
    case 'picture':
      return video;
    case 'other':
      return other;
    case 'needMore':
      return isAll ? other : needMore;
    case 'later': {
      // It is an array, and one of that size is never shown.
      if (isTooLong) return video;
      const at = lengthPrefixBytes + found.at;
      const end = Math.min(lengthPrefixBytes + length, at + recognitionBytes);
      return { is: 'later', wire, at, end, isPicture: found.isPicture };
    }
  }
}

/** A boundary, and among the headers the type of a JPEG. */
function recogniseMultipart(text: string): Recognition {
  const [headers = '', isWhole] = /^\s*--[^\r\n]+\r?\n([\s\S]*?)(\r?\n){2}/.exec(text)?.slice(1) ?? [];
  if (/^content-type\s*:\s*image\/jpe?g\b/im.test(headers))
    return { is: 'video', wire: { format: 'multipart' }, isSure: true };
  return isWhole || text.length === recognitionBytes || /[^\t\r\n -~]/.test(text) ? no : needMore;
}

/** The answer of a camera that was asked by HTTP: its headers tell that parts replace one another. */
function recogniseResponse(text: string): Recognition {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  if (/^content-type\s*:\s*multipart\/x-mixed-replace\b/im.test(head))
    return { is: 'video', wire: { format: 'multipart' }, isSure: true };
  return head !== text || text.length === recognitionBytes ? no : needMore;
}
