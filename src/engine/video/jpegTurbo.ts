/** JPEG by libjpeg-turbo as WebAssembly, which is loaded when it is first needed: six times as fast as in JavaScript. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Picture } from '../../core/video/picture.ts';

/** In the bundle it lies beside it. */
const wasmFile =
  extname(import.meta.filename) === '.ts'
    ? join(
        import.meta.dirname,
        '../../../node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm.wasm',
      )
    : join(import.meta.dirname, 'libjpegturbowasm.wasm');

/** Halved in both directions, as cameras and OpenCV do. */
const chromaHalved = 2;

let loading: ReturnType<typeof load> | undefined;

/** A JPEG file of BGR rows. `quality` is 1 to 100. */
export async function encodeJpeg(
  bgr: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  quality: number,
): Promise<Uint8Array> {
  const { encoder } = await codec();
  encoder.setQuality(quality);
  encoder.setProgressive(false);
  encoder.setSubSampling(chromaHalved);
  const input = encoder.getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: 3, isSigned: false });
  swapEnds(bgr, input);
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer());
}

/** Rejects with an Error for what is no JPEG file. */
export async function decodeJpeg(jpeg: Uint8Array): Promise<Picture> {
  const { decoder } = await codec();
  try {
    decoder.getEncodedBuffer(jpeg.length).set(jpeg);
    decoder.decode();
  } catch (error) {
    throw new Error('it is no JPEG file, or a damaged one', { cause: error });
  }
  const { width, height, componentCount } = decoder.getFrameInfo();
  const decoded = decoder.getDecodedBuffer();
  if (componentCount === 1) return { width, height, order: 'grey', pixels: new Uint8Array(decoded) };
  const pixels = new Uint8Array(decoded.length);
  swapEnds(decoded, pixels);
  return { width, height, order: 'bgr', pixels };
}

/** BGR as RGB, or the other way round. */
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
