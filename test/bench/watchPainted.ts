/** Watches the canvas of a video in the panel. The test pattern contains the number and time of each picture. */
import type { Frame } from 'playwright-core';
import { blockColumns, blockRows, patternLayout } from '../../src/core/video/testPatternLayout.ts';
import type { Size } from './framePlayer.ts';

/** Matches once a picture has been painted. */
export const pictureCanvas = 'portside-picture canvas:not([width="0"])';

/** A picture seen on the canvas. */
export interface Painted {
  readonly number: number;
  /** Its age when it was seen. */
  readonly ageMs: number;
  /** Time since watching began. */
  readonly atMs: number;
}

/** Reads the canvas in every animation frame for this long. */
export function watchPainted(frame: Frame, { width, height }: Size, forMs: number): Promise<Painted[]> {
  const { blockSide } = patternLayout(width, height);
  return frame.locator(pictureCanvas).evaluate(
    async (canvas, { columns, rows, side, ms }) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      const painted: { number: number; ageMs: number; atMs: number }[] = [];
      const bytes = new DataView(new ArrayBuffer((columns * rows) / 8));
      const start = performance.now();
      while (performance.now() < start + ms) {
        await new Promise(requestAnimationFrame);
        const pixels = context?.getImageData(0, 0, columns * side, rows * side).data ?? [];
        for (let block = 0; block < columns * rows; block++) {
          const [x, y] = [(block % columns) * side + side / 2, Math.floor(block / columns) * side + side / 2];
          const isSet = (pixels[4 * (y * columns * side + x)] ?? 0) >= 128;
          const [at, bit] = [block >> 3, 0x80 >> (block & 7)];
          bytes.setUint8(at, isSet ? bytes.getUint8(at) | bit : bytes.getUint8(at) & ~bit);
        }
        const number = bytes.getUint32(0);
        if (number === painted.at(-1)?.number) continue;
        const ageMs = (Date.now() - bytes.getUint32(4)) | 0;
        painted.push({ number, ageMs, atMs: performance.now() - start });
      }
      return painted;
    },
    { columns: blockColumns, rows: blockRows, side: blockSide, ms: forMs },
  );
}
