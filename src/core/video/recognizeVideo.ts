/** Detects from a connection's first bytes whether it carries video. */
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
      /**
       * If false, only the format of possible frames is known: a JPEG at the very beginning may be a file, and a pickle
       * may contain anything.
       */
      readonly isSure: boolean;
      /** Size of the first picture if it exceeds the maximum frame size and can't be shown. */
      readonly tooLong?: number;
    }
  /** An array after a length, described later: call `isPicture` with the stream's bytes from `at` to `end`. */
  | {
      readonly is: 'later';
      readonly wire: VideoWire;
      readonly at: number;
      readonly end: number;
      isPicture(bytes: Uint8Array): boolean;
    }
  | { readonly is: 'no' }
  | { readonly is: 'needMore' };

/** Number of bytes that suffice to decide. */
export const recognitionBytes = 512;
/** A larger length means that the data isn't video: 8K takes 133 MB. */
export const maxPlausiblePictureBytes: number = 2 ** 32;

const no: Recognition = { is: 'no' };
const needMore: Recognition = { is: 'needMore' };

/** `start` is the data received so far, or its beginning. */
export function recognizeVideo(start: Uint8Array, maxFrameBytes: number): Recognition {
  const text = String.fromCharCode(...start.subarray(0, recognitionBytes));
  if (/^(\r?\n)?--/.test(text)) return recognizeMultipart(text);
  if (text.startsWith('HTTP/1.')) return recognizeResponse(text);
  if (imageFormat(start) === 'jpeg') return { is: 'video', wire: { format: 'multipart' }, isSure: false };
  if (start.length < lengthPrefixBytes) return needMore;
  const prefix = guessPrefix(start, maxPlausiblePictureBytes);
  return prefix ? recognizePrefixed(start.subarray(0, recognitionBytes), prefix, maxFrameBytes) : no;
}

interface Prefix {
  readonly endian: Endian;
  readonly length: number;
}

/** Returns the first frame's length and its byte order, if the first 8 bytes are a plausible length. */
export function guessPrefix(start: Uint8Array, maxBytes: number): Prefix | undefined {
  if (start.length < lengthPrefixBytes) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  for (const endian of ['little', 'big'] as const) {
    const length = view.getBigUint64(0, endian === 'little');
    if (length > 0n && length <= BigInt(maxBytes)) return { endian, length: Number(length) };
  }
  return undefined;
}

/** Looks for an image, or for a pickle that contains an image or the pixels of a picture anywhere. */
function recognizePrefixed(start: Uint8Array, { endian, length }: Prefix, maxFrameBytes: number): Recognition {
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
      // An array that large is reported now, since it is never shown anyway.
      if (isTooLong) return video;
      const at = lengthPrefixBytes + found.at;
      const end = Math.min(lengthPrefixBytes + length, at + recognitionBytes);
      return { is: 'later', wire, at, end, isPicture: found.isPicture };
    }
  }
}

/** Recognizes a boundary followed by headers with a JPEG's type. */
function recognizeMultipart(text: string): Recognition {
  const [headers = '', isWhole] = /^\s*--[^\r\n]+\r?\n([\s\S]*?)(\r?\n){2}/.exec(text)?.slice(1) ?? [];
  if (/^content-type\s*:\s*image\/jpe?g\b/im.test(headers))
    return { is: 'video', wire: { format: 'multipart' }, isSure: true };
  return isWhole || text.length === recognitionBytes || /[^\t\r\n -~]/.test(text) ? no : needMore;
}

/** Recognizes a camera's HTTP response by its header, which says that parts replace one another. */
function recognizeResponse(text: string): Recognition {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  if (/^content-type\s*:\s*multipart\/x-mixed-replace\b/im.test(head))
    return { is: 'video', wire: { format: 'multipart' }, isSure: true };
  return head !== text || text.length === recognitionBytes ? no : needMore;
}
