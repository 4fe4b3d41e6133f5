/** Decodes pictures in formats that a page can show, recognized by their first bytes. */
import { phrase } from '../phrase.ts';
import { encodedImage, imageFormat } from '../video/imageHeader.ts';
import { isTooLarge } from '../video/picture.ts';
import type { DecodedPicture } from './decoded.ts';
import type { PayloadDecoder } from './decoder.ts';

export const pictureDecoder: PayloadDecoder = {
  id: 'picture',
  name: phrase('Image'),
  needsWhole: true,
  sniff: ({ bytes, length }) => (mayBePicture(bytes, length) ? 'preferred' : undefined),
  decode: async ({ bytes }) => pictureOf(bytes),
};

/** Larger pictures aren't decoded in the page. */
const maxFileBytes = 16 * 1024 * 1024;

/** Whether the payload begins like a picture that may be shown. */
function mayBePicture(bytes: Uint8Array, length: number): boolean {
  return length <= maxFileBytes && (imageFormat(bytes) !== undefined || isGif(bytes) || isBmp(bytes));
}

/** Returns the picture that these bytes contain; they must be complete. */
export function pictureOf(bytes: Uint8Array): DecodedPicture | undefined {
  if (!mayBePicture(bytes, bytes.length)) return undefined;
  if (isGif(bytes)) return picture(bytes, 'GIF', gifSize(bytes), bytes.at(-1) !== 0x3b);
  if (isBmp(bytes)) return picture(bytes, 'BMP', bmpSize(bytes), bytes.length < viewOf(bytes).getUint32(2, true));
  const image = encodedImage(bytes);
  if (!image) return undefined;
  const { format, width, height, isCut } = image;
  const names = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP' };
  const size = width === undefined || height === undefined ? undefined : ([width, height] as const);
  return picture(bytes, names[format], size, isCut);
}

/** Whether the picture is small enough to show: a few bytes can claim any size, and a page would decode it. */
export function isShowable({ size }: DecodedPicture): boolean {
  return size !== undefined && !isTooLarge({ width: size[0], height: size[1] });
}

type Size = DecodedPicture['size'];

function picture(bytes: Uint8Array, name: string, size: Size, isCut: boolean): DecodedPicture {
  return { kind: 'picture', bytes, name, mediaType: `image/${name.toLowerCase()}`, isCut, ...(size && { size }) };
}

function isGif(bytes: Uint8Array): boolean {
  return /^GIF8[79]a/.test(startOf(bytes, 6));
}

/** Returns the size in a browser: that of the logical screen, enlarged to contain the first frame. */
function gifSize(bytes: Uint8Array): Size {
  const frame = firstGifFrame(bytes);
  if (!frame) return undefined;
  const view = viewOf(bytes);
  return [Math.max(view.getUint16(6, true), frame[0]), Math.max(view.getUint16(8, true), frame[1])];
}

/** Returns the right and the lower edge of the first frame, which follows the global color table and extensions. */
function firstGifFrame(bytes: Uint8Array): Size {
  const flags = bytes[10] ?? 0;
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (bytes[at] === 0x21) at = afterBlocks(bytes, at + 2);
  if (bytes[at] !== 0x2c || at + 10 > bytes.length) return undefined;
  const view = viewOf(bytes);
  const edge = (side: number) => view.getUint16(at + 1 + side, true) + view.getUint16(at + 5 + side, true);
  return [edge(0), edge(2)];
}

/** Returns the offset after the blocks of an extension, each with its length before it. An empty block is the last one. */
function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += 1 + length;
  return at + 1;
}

/** Whether this is a BMP file. Text may begin with `BM`, too, so the second header must have a known size. */
function isBmp(bytes: Uint8Array): boolean {
  if (bytes.length < 26 || startOf(bytes, 2) !== 'BM') return false;
  return [40, 52, 56, 108, 124].includes(viewOf(bytes).getUint32(14, true));
}

/** Returns the size. A negative height means that rows are stored top-down. */
function bmpSize(bytes: Uint8Array): Size {
  const view = viewOf(bytes);
  return [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))];
}

function startOf(bytes: Uint8Array, count: number): string {
  return String.fromCharCode(...bytes.subarray(0, count));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
