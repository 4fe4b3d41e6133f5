/** Reads the header of a JPEG, PNG or WebP, and checks whether its end is present. */
import { hasJpegEnd } from './jpegScanner.ts';
import { isTooLarge } from './picture.ts';

export type ImageFormat = 'jpeg' | 'png' | 'webp';

/** An encoded picture. Width and height are undefined if the header is damaged. */
export interface EncodedImage {
  readonly format: ImageFormat;
  readonly bytes: Uint8Array;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Whether the end is missing. */
  readonly isCut: boolean;
}

/** Whether the image is complete and of a size that can be decoded. */
export function isDecodable({ width, height, isCut }: EncodedImage): boolean {
  return !isCut && width !== undefined && height !== undefined && !isTooLarge({ width, height });
}

type Size = readonly [width: number, height: number];

interface FormatReader {
  isIt(start: string): boolean;
  size(bytes: Uint8Array): Size | undefined;
  isWhole(bytes: Uint8Array): boolean;
}

const formats: Record<ImageFormat, FormatReader> = {
  jpeg: { isIt: start => start.startsWith('\xff\xd8\xff'), size: jpegSize, isWhole: hasJpegEnd },
  png: { isIt: start => start.startsWith('\x89PNG\r\n\x1a\n'), size: pngSize, isWhole: pngIsWhole },
  webp: {
    isIt: start => start.startsWith('RIFF') && start.startsWith('WEBP', 8),
    size: webpSize,
    isWhole: webpIsWhole,
  },
};

/** Number of bytes that identify an image's format. */
export const imageStartBytes = 12;

/** Returns the format of an image, judging by its first bytes. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, imageStartBytes));
  return (Object.keys(formats) as ImageFormat[]).find(format => formats[format].isIt(start));
}

/** Returns the image that the bytes contain. */
export function encodedImage(bytes: Uint8Array): EncodedImage | undefined {
  const format = imageFormat(bytes);
  if (!format) return undefined;
  const [width, height] = formats[format].size(bytes) ?? [];
  return { format, bytes, width, height, isCut: !formats[format].isWhole(bytes) };
}

/**
 * Reads the size from the frame header (SOF), following the markers up to the first scan (ITU-T T.81, B.2). Returns
 * undefined if a decoder might find another size: if there are two frame headers, or standalone or invalid markers
 * precede them.
 */
function jpegSize(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes);
  let size: Size | undefined;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const length = view.getUint16(at + 2);
    if (marker === 0xff) at++;
    else if (marker === 0xda) return size;
    else if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9) || length < 2) return undefined;
    else {
      if (isFrameHeader(marker) && size) return undefined;
      if (isFrameHeader(marker)) size = sizeOf(view.getUint16(at + 7), view.getUint16(at + 5));
      at += 2 + length;
    }
  }
  return undefined;
}

/** Whether a marker is SOF0 to SOF15: not DHT, JPG or DAC, whose codes are among them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

const ihdr = 0x49484452;
const iend = 0x49454e44;

/** Reads the size from the header, which is the first chunk. */
function pngSize(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes);
  if (bytes.length < 24 || view.getUint32(12) !== ihdr) return undefined;
  return sizeOf(view.getUint32(16), view.getUint32(20));
}

/** Whether the chunks lead to IEND without a second header. */
function pngIsWhole(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const type = view.getUint32(at + 4);
    if (type === ihdr && at > 8) return false;
    const isEnd = type === iend;
    at += 12 + view.getUint32(at);
    if (isEnd) return at <= bytes.length;
  }
  return false;
}

/** Reads the size of a lossy, lossless or extended WebP (RFC 9649). */
function webpSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 30) return undefined;
  const view = viewOf(bytes);
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8 ':
      return sizeOf(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return sizeOf((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }
    case 'VP8X':
      return sizeOf((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1);
    default:
      return undefined;
  }
}

function webpIsWhole(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && viewOf(bytes).getUint32(4, true) + 8 <= bytes.length;
}

function sizeOf(width: number, height: number): Size | undefined {
  return width > 0 && height > 0 ? [width, height] : undefined;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
