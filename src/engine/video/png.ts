/** PNG files: every pixel as it is. They are compressed beside this thread. */
import { inflateSync } from 'node:zlib';
import type { PNG } from 'pngjs';
import { encodedImage, isDecodable } from '../../core/video/imageHeader.ts';
import { maxPicturePixels, maxPictureSide, type Picture, type PixelOrder } from '../../core/video/picture.ts';
import { owned } from '../owned.ts';

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

/** Of its rows, each behind a byte, before they become pixels: those of 16 bits a channel take twice as many. */
const maxRowBytes = 4 * maxPicturePixels + maxPictureSide;
const maxPaletteBytes = 3 * 256;
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Takes all the time that it needs, on this thread. Rejects with an Error for what is no PNG file, or a larger one than is decoded. */
export async function decodePng(bytes: Uint8Array): Promise<Picture> {
  const image = encodedImage(bytes);
  if (image?.format !== 'png' || !isDecodable(image)) throw new Error('it is no PNG file, or too large');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkRows(file);
  const { PNG } = await import('pngjs');
  // Its other way of reading tells of some damages by an error that nobody can catch.
  const { width, height, data } = PNG.sync.read(file);
  return { width, height, order: 'rgba', pixels: new Uint8Array(data) };
}

/** The decoder believes what it reads. @throws Error for rows that are fewer than the header says, or many more. */
function checkRows(file: Buffer): void {
  const [depth = 0, colorType = 0, , , interlace] = file.subarray(24, 29);
  const rowBytes = Math.ceil((file.readUInt32BE(16) * (channels[colorType] ?? 0) * depth) / 8) + 1;
  const expected = rowBytes * file.readUInt32BE(20);
  if (expected > maxRowBytes) throw new Error('it has too many bits');
  // Interlaced they are more, shorter rows; and there may be something behind the last one.
  const rows = inflateSync(dataOf(file), { maxOutputLength: Math.min(8 * expected, 2 * maxRowBytes) });
  if (rows.length < expected && interlace !== 1) throw new Error('it has fewer rows than it says');
}

/** What its IDAT chunks hold together. @throws Error for a palette of more colours than there can be. */
function dataOf(file: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const type = file.toString('latin1', at + 4, at + 8);
    const length = file.readUInt32BE(at);
    if (type === 'PLTE' && length > maxPaletteBytes) throw new Error('it has too many colours');
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
