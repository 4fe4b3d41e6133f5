/** Reads what a video's card has painted. Reads from a copy, because browsers warn about a canvas that is read often. */
import type { Locator } from 'playwright-core';

/** Resolves with the card once it shows a picture. */
export async function painted(card: Locator): Promise<Locator> {
  await card.locator('canvas:not([width="0"])').first().waitFor();
  return card;
}

/** Resolves with red, green, blue and alpha of all pixels, row by row. */
export async function paintedPicture(card: Locator): Promise<Uint8Array> {
  const url = await card
    .locator('canvas')
    .first()
    .evaluate(async canvas => {
      const { width, height } = canvas as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      copy?.drawImage(canvas as HTMLCanvasElement, 0, 0);
      // As one string: transferring a million numbers from the browser takes seconds.
      const reader = new FileReader();
      reader.readAsDataURL(new Blob([copy?.getImageData(0, 0, width, height).data ?? '']));
      await new Promise(resolve => reader.addEventListener('load', resolve));
      return reader.result as string;
    });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Resolves with red, green, blue and alpha of these pixels. */
export function paintedPixels(card: Locator, places: readonly { x: number; y: number }[]): Promise<number[][]> {
  return card
    .locator('canvas')
    .first()
    .evaluate((canvas, at) => {
      const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      if (copy) copy.globalCompositeOperation = 'copy';
      return at.map(({ x, y }) => {
        copy?.drawImage(canvas as HTMLCanvasElement, -x, -y);
        return [...(copy?.getImageData(0, 0, 1, 1).data ?? [])];
      });
    }, places);
}

/** Resolves with the numbers of this many different pictures of `known_pictures.py`, 640 pixels wide, in the order they were painted. */
export function paintedNumbers(card: Locator, count: number): Promise<number[]> {
  return card
    .locator('canvas')
    .first()
    .evaluate(async (canvas, wanted) => {
      const copy = new OffscreenCanvas(640, 1).getContext('2d', { willReadFrequently: true });
      const numbers: number[] = [];
      while (numbers.length < wanted) {
        await new Promise(requestAnimationFrame);
        copy?.drawImage(canvas as HTMLCanvasElement, 0, -16);
        const { data = [] } = copy?.getImageData(0, 0, 640, 1) ?? {};
        const bits = Array.from({ length: 20 }, (_, bit) => ((data[4 * (32 * bit + 16)] ?? 0) > 128 ? 2 ** bit : 0));
        const number = bits.reduce((sum, bit) => sum + bit, 0);
        if (number !== numbers.at(-1)) numbers.push(number);
      }
      return numbers;
    }, count);
}
