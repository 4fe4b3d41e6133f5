/** What the first bytes of a JPEG, PNG or WebP tell, and whether its last ones are there. */
import { hasJpegEnd } from './jpegScanner.ts';

export type ImageFormat = 'jpeg' | 'png' | 'webp';

/** An encoded picture. Its size is `undefined` where the header is damaged. */
export interface EncodedImage {
  readonly format: ImageFormat;
  readonly bytes: Uint8Array;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Its end is missing. */
  readonly isCut: boolean;
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

/** As many bytes of an image as tell its format. */
export const imageStartBytes = 12;

/** The format of an image by its first bytes. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, imageStartBytes));
  return (Object.keys(formats) as ImageFormat[]).find(format => formats[format].isIt(start));
}

/** The image that bytes are. */
export function encodedImage(bytes: Uint8Array): EncodedImage | undefined {
  const format = imageFormat(bytes);
  if (!format) return undefined;
  const [width, height] = formats[format].size(bytes) ?? [];
  return { format, bytes, width, height, isCut: !formats[format].isWhole(bytes) };
}

/** From the first frame header (SOF): ITU-T T.81, B.2.2. */
function jpegSize(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes);
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at++;
    else if (isFrameHeader(marker)) return sizeOf(view.getUint16(at + 7), view.getUint16(at + 5));
    else if (marker === 0xda || marker === 0xd9) return undefined;
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie among them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function pngSize(bytes: Uint8Array): Size | undefined {
  return bytes.length < 24 ? undefined : sizeOf(viewOf(bytes).getUint32(16), viewOf(bytes).getUint32(20));
}

/** Its chunks lead to IEND. */
function pngIsWhole(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const isEnd = view.getUint32(at + 4) === 0x49454e44;
    at += 12 + view.getUint32(at);
    if (isEnd) return at <= bytes.length;
  }
  return false;
}

/** Lossy, lossless or extended: RFC 9649. */
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
