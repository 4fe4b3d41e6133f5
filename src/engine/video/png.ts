/** PNG files with the exact pixels. Compression runs outside this thread. */
import { inflateSync } from 'node:zlib';
import type { PNG } from 'pngjs';
import { encodedImage, isDecodable } from '../../core/video/imageHeader.ts';
import { maxPicturePixels, maxPictureSide, type Picture, type PixelOrder } from '../../core/video/picture.ts';
import { owned } from '../owned.ts';

const colorTypes = { gray: 0, bgr: 2, bgra: 6, rgba: 6 } as const satisfies Record<PixelOrder, number>;

/** Encodes a picture as gray, RGB or RGBA, like its own order, with 8 bits per channel. */
export async function encodePng({ width, height, order, pixels }: Picture): Promise<Uint8Array> {
  const { PNG } = await import('pngjs');
  const colorType = colorTypes[order];
  const inputHasAlpha = colorType === 6;
  const png = new PNG({ width, height, colorType, inputColorType: colorType, inputHasAlpha, bitDepth: 8 });
  png.data = inPngOrder(pixels, order);
  return collected(png.pack());
}

/** Collects the output of `pngjs`, which is an old-style stream. */
function collected(png: PNG): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const chunks: Buffer[] = [];
  const failed = reject;
  png.on(
    'data',
    owned({ failed }, 'png.data', (chunk: Buffer) => chunks.push(chunk)),
  );
  png.on(
    'end',
    owned({ failed }, 'png.end', () => resolve(new Uint8Array(Buffer.concat(chunks)))),
  );
  png.on('error', reject);
  return promise;
}

/** Maximum bytes of a file's rows, each with a filter byte. With 16 bits per channel, pixels take twice as many. */
const maxRowBytes = 4 * maxPicturePixels + maxPictureSide;
const maxPaletteBytes = 3 * 256;
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Decodes a PNG file, on this thread. Rejects with an Error if it isn't one, or is too large to decode. */
export async function decodePng(bytes: Uint8Array): Promise<Picture> {
  const image = encodedImage(bytes);
  if (image?.format !== 'png' || !isDecodable(image)) throw new Error('not a PNG file, or too large');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkRows(file);
  const { PNG } = await import('pngjs');
  // The asynchronous method reports some kinds of damage by an error that can't be caught.
  const { width, height, data } = PNG.sync.read(file);
  return { width, height, order: 'rgba', pixels: new Uint8Array(data) };
}

/** Checks the rows, since the decoder doesn't. @throws Error if there are fewer than the header says, or many more. */
function checkRows(file: Buffer): void {
  const [depth = 0, colorType = 0, , , interlace] = file.subarray(24, 29);
  const rowBytes = Math.ceil((file.readUInt32BE(16) * (channels[colorType] ?? 0) * depth) / 8) + 1;
  const expected = rowBytes * file.readUInt32BE(20);
  if (expected > maxRowBytes) throw new Error('the rows are too large');
  // An interlaced file has more, shorter rows. More data may follow the last row.
  const rows = inflateSync(dataOf(file), { maxOutputLength: Math.min(8 * expected, 2 * maxRowBytes) });
  if (rows.length < expected && interlace !== 1) throw new Error('the file has fewer rows than its header says');
}

/** Returns the contents of its IDAT chunks. @throws Error for a palette with more colors than possible. */
function dataOf(file: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const type = file.toString('latin1', at + 4, at + 8);
    const length = file.readUInt32BE(at);
    if (type === 'PLTE' && length > maxPaletteBytes) throw new Error('the palette has too many colors');
    if (type === 'IDAT') pieces.push(file.subarray(at + 8, at + 8 + length));
  }
  return Buffer.concat(pieces);
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
