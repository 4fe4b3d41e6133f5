/** PNG files: every pixel as it is. They are compressed beside this thread. */
import type { PNG } from 'pngjs';
import type { Picture, PixelOrder } from '../../core/video/picture.ts';

const colorTypes = { grey: 0, bgr: 2, bgra: 6, rgba: 6 } as const satisfies Record<PixelOrder, number>;

/** Grey, RGB or RGBA with 8 bits a channel, as the picture has them. */
export async function encodePng({ width, height, order, pixels }: Picture): Promise<Uint8Array> {
  const { PNG } = await import('pngjs');
  const colorType = colorTypes[order];
  const inputHasAlpha = colorType === 6;
  const png = new PNG({ width, height, colorType, inputColorType: colorType, inputHasAlpha, bitDepth: 8 });
  png.data = inPngOrder(pixels, order);
  return collected(png.pack());
}

/** It is a stream of the old kind. */
function collected(png: PNG): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const chunks: Buffer[] = [];
  png.on('data', (chunk: Buffer) => chunks.push(chunk));
  png.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  png.on('error', reject);
  return promise;
}

/** Rejects with an Error for what is no PNG file. */
export async function decodePng(bytes: Uint8Array): Promise<Picture> {
  const { PNG } = await import('pngjs');
  const { promise, resolve, reject } = Promise.withResolvers<PNG>();
  new PNG().parse(Buffer.from(bytes), (error, png) => (error ? reject(error) : resolve(png)));
  const { width, height, data } = await promise;
  return { width, height, order: 'rgba', pixels: data };
}

function inPngOrder(pixels: Uint8Array, order: PixelOrder): Buffer {
  const ordered = Buffer.from(pixels);
  const step = order === 'bgr' ? 3 : order === 'bgra' ? 4 : 0;
  if (step === 0) return ordered;
  for (let at = 0; at < ordered.length; at += step) {
    ordered[at] = pixels[at + 2] ?? 0;
    ordered[at + 2] = pixels[at] ?? 0;
  }
  return ordered;
}
