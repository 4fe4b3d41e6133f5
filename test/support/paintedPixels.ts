/** What a video's card has painted, read back from its canvas. */
import type { Locator } from 'playwright-core';

/** The card when there is a picture. */
export async function painted(card: Locator): Promise<Locator> {
  await card.locator('canvas:not([width="0"])').first().waitFor();
  return card;
}

/** Red, green, blue and alpha of some pixels. */
export function paintedPixels(card: Locator, places: readonly { x: number; y: number }[]): Promise<number[][]> {
  return card
    .locator('canvas')
    .first()
    .evaluate((canvas, at) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      return at.map(({ x, y }) => [...(context?.getImageData(x, y, 1, 1).data ?? [])]);
    }, places);
}

/** Resolves with the numbers of so many different pictures of `known_pictures.py`, 640 pixels wide, as they were painted. */
export function paintedNumbers(card: Locator, count: number): Promise<number[]> {
  return card
    .locator('canvas')
    .first()
    .evaluate(async (canvas, wanted) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      const numbers: number[] = [];
      while (numbers.length < wanted) {
        await new Promise(requestAnimationFrame);
        const { data = [] } = context?.getImageData(0, 16, 640, 1) ?? {};
        const bits = Array.from({ length: 20 }, (_, bit) => ((data[4 * (32 * bit + 16)] ?? 0) > 128 ? 2 ** bit : 0));
        const number = bits.reduce((sum, bit) => sum + bit, 0);
        if (number !== numbers.at(-1)) numbers.push(number);
      }
      return numbers;
    }, count);
}
