/** JPEG codec: libjpeg-turbo as WebAssembly, loaded on first use, six times as fast as in JavaScript. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { encodedImage } from '../../core/video/imageHeader.ts';
import { isTooLarge, type Picture } from '../../core/video/picture.ts';

/** In the bundle, it is next to this file. */
const wasmFile =
  extname(import.meta.filename) === '.ts'
    ? join(
        import.meta.dirname,
        '../../../node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm.wasm',
      )
    : join(import.meta.dirname, 'libjpegturbowasm.wasm');

/** Chroma is halved in both directions (4:2:0), as by cameras and OpenCV. */
const chromaHalved = 2;

let loading: ReturnType<typeof load> | undefined;

/** Minimum width and height of a picture that is encoded. */
export const minJpegSide = 16;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns true if a picture of this size can be encoded. */
export function canBeJpeg(size: Size): boolean {
  return Math.min(size.width, size.height) >= minJpegSide && !isTooLarge(size);
}

/** Encodes BGR rows as a JPEG file, if possible. `quality` is 1 to 100. */
export async function encodeJpeg(bgr: Uint8Array, size: Size, quality: number): Promise<Uint8Array> {
  const { encoder } = await codec();
  encoder.setQuality(quality);
  encoder.setProgressive(false);
  encoder.setSubSampling(chromaHalved);
  const bitsPerSample = 8 * Math.ceil(mostBytes(size) / bgr.length);
  const input = encoder.getDecodedBuffer({ ...size, bitsPerSample, componentCount: 3, isSigned: false });
  swapEnds(bgr, input.subarray(0, bgr.length));
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer());
}

/**
 * Decodes a JPEG file. Rejects with an Error if it isn't one, or is too large to decode: the library's memory is
 * limited to 4 GiB, and it doesn't check lengths.
 */
export async function decodeJpeg(jpeg: Uint8Array): Promise<Picture> {
  const { width: columns = 0, height: rows = 0 } = encodedImage(jpeg) ?? {};
  if (columns * rows === 0 || isTooLarge({ width: columns, height: rows })) {
    throw new Error('not a JPEG file, or too large');
  }
  const { decoder } = await codec();
  try {
    decoder.getEncodedBuffer(jpeg.length).set(jpeg);
    decoder.decode();
  } catch (error) {
    throw new Error('not a JPEG file, or damaged', { cause: error });
  }
  const { width, height, componentCount } = decoder.getFrameInfo();
  const decoded = decoder.getDecodedBuffer();
  if (componentCount === 1) return { width, height, order: 'gray', pixels: new Uint8Array(decoded) };
  const pixels = new Uint8Array(decoded.length);
  swapEnds(decoded, pixels);
  return { width, height, order: 'bgr', pixels };
}

/**
 * Returns the maximum size of a file (`tjBufSize`). The library allocates as much for a file as for its pixels and
 * doesn't check while writing, so we claim that the pixels have more bytes than they do.
 */
function mostBytes({ width, height }: Size): number {
  const [columns, rows] = [Math.ceil(width / 16), Math.ceil(height / 16)];
  return columns * rows * 16 * 16 * 3 + 2048;
}

/** Swaps BGR and RGB. */
function swapEnds(from: Uint8Array | Uint8ClampedArray, to: Uint8Array | Uint8ClampedArray): void {
  for (let at = 0; at < to.length; at += 3) {
    to[at] = from[at + 2] ?? 0;
    to[at + 1] = from[at + 1] ?? 0;
    to[at + 2] = from[at] ?? 0;
  }
}

function codec(): ReturnType<typeof load> {
  loading ??= load();
  return loading;
}

async function load() {
  const [{ default: create }, wasmBinary] = await Promise.all([
    import('@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs'),
    readFile(wasmFile),
  ]);
  const { JPEGEncoder, JPEGDecoder } = await create({ wasmBinary });
  return { encoder: new JPEGEncoder(), decoder: new JPEGDecoder() };
}
