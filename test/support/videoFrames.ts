/** Video in its wire format, and pictures whose pixels a test knows. */
import type { Socket } from 'node:net';
import { type Picture, type PixelOrder, pictureBytes, pixelBytes } from '../../src/core/video/picture.ts';
import type { Endian } from '../../src/core/video/videoLength.ts';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';

/** Returns a payload preceded by its length. */
export function framed(payload: Uint8Array, endian: Endian = 'little'): Buffer {
  return Buffer.concat(prefixedPayload([payload], endian));
}

/** Returns a picture as Python sends it. */
export function pickledFrame(picture: Picture, endian: Endian = 'little'): Buffer {
  return framed(Buffer.concat(pickledPicture(picture)), endian);
}

/** Returns a picture whose bytes vary. */
export function variedPicture(width: number, height: number, order: PixelOrder = 'bgr', seed = 0): Picture {
  const pixels = Uint8Array.from(
    { length: pictureBytes(width, height, order) },
    (_, at) => (at * 7 + seed * 31 + (at >> 6)) & 255,
  );
  return { width, height, order, pixels };
}

/** Returns a picture with the bytes that `pixelAt` returns for each pixel. */
export function drawnPicture(
  { width, height, order }: Omit<Picture, 'pixels'>,
  pixelAt: (x: number, y: number) => readonly number[],
): Picture {
  const pixels = new Uint8Array(pictureBytes(width, height, order));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set(pixelAt(x, y), pixelBytes[order] * (y * width + x));
  return { width, height, order, pixels };
}

/** Returns a picture like those of `known_pictures.py`, with fewer rows: white blocks are the bits of its number, lowest on the left. */
export function numberedPicture(number: number): Picture {
  return drawnPicture({ width: 640, height: 32, order: 'gray' }, x => [(number >> (x >> 5)) & 1 ? 255 : 0]);
}

/** Sends pictures, numbered from 1, until the socket closes. */
export function playFilm(sender: Socket, everyMs: number, draw: (number: number) => Picture): void {
  let number = 0;
  const playing = setInterval(() => sender.write(pickledFrame(draw(++number))), everyMs);
  sender.on('error', () => undefined /* either side may close first */).on('close', () => clearInterval(playing));
}
