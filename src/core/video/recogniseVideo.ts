/** Tells by a connection's first bytes whether video comes on it. */
import { isPickle } from '../pickle/readPickle.ts';
import { imageFormat } from './imageHeader.ts';
import type { VideoWire } from './video.ts';
import { type Endian, lengthPrefixBytes } from './videoLength.ts';

export type Recognition =
  /** Unless `isSure` it may as well be a file: a JPEG that begins at once. */
  | { readonly is: 'video'; readonly wire: VideoWire; readonly isSure: boolean }
  | { readonly is: 'no' }
  | { readonly is: 'needMore' };

/** By so many bytes it is known. */
export const recognitionBytes = 512;
/** What stands before the name of an array's function, or before an image, and as much of that as is looked at. */
const payloadStartBytes = 64;

const no: Recognition = { is: 'no' };
const needMore: Recognition = { is: 'needMore' };

/** `start` is what came so far, or the beginning of it. A length beyond `maxFrameBytes` is none. */
export function recogniseVideo(start: Uint8Array, maxFrameBytes: number): Recognition {
  const text = String.fromCharCode(...start.subarray(0, recognitionBytes));
  if (/^(\r?\n)?--/.test(text)) return recogniseMultipart(text);
  if (text.startsWith('HTTP/1.')) return recogniseResponse(text);
  if (imageFormat(start) === 'jpeg') return { is: 'video', wire: { format: 'multipart' }, isSure: false };
  if (start.length < lengthPrefixBytes) return needMore;
  const prefix = guessPrefix(start, maxFrameBytes);
  if (!prefix) return no;
  const payload = start.subarray(lengthPrefixBytes, lengthPrefixBytes + prefix.length);
  if (holdsPicture(payload)) {
    return { is: 'video', wire: { format: 'length-prefixed', endian: prefix.endian }, isSure: true };
  }
  return payload.length < Math.min(prefix.length, payloadStartBytes) ? needMore : no;
}

/** The first frame's length, if there is one byte order in which the first 8 bytes can be that. */
export function guessPrefix(start: Uint8Array, maxFrameBytes: number): { endian: Endian; length: number } | undefined {
  if (start.length < lengthPrefixBytes) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  for (const endian of ['little', 'big'] as const) {
    const length = view.getBigUint64(0, endian === 'little');
    if (length > 0n && length <= BigInt(maxFrameBytes)) return { endian, length: Number(length) };
  }
  return undefined;
}

/** An image, or a pickle whose first value is a numpy array or bytes of an image. */
function holdsPicture(payload: Uint8Array): boolean {
  if (imageFormat(payload)) return true;
  if (!isPickle(payload)) return false;
  const frameBytes = payload[2] === 0x95 ? 9 : 0;
  const body = payload.subarray(2 + frameBytes);
  const operandBytes = { C: 1, B: 4, '\x8e': 8, '\x96': 8, c: 0, '\x8c': 1, X: 4 }[String.fromCharCode(body[0] ?? 0)];
  if (operandBytes === undefined) return false;
  const value = body.subarray(1 + operandBytes, payloadStartBytes);
  return imageFormat(value) !== undefined || /^numpy\._?core\.(multiarray|numeric)/.test(String.fromCharCode(...value));
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
