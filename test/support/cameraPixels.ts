/** Reads single pixels of pictures from a camera page. */
import type { Page } from 'playwright-core';
import type { CameraPicture } from '../../src/core/camera/cameraPicture.ts';

/** Returns Y, U and V of a pixel of I420. */
export function planesAt({ bytes, width, height }: CameraPicture, x: number, y: number): number[] {
  const luma = width * height;
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const at = luma + (y >> 1) * Math.ceil(width / 2) + (x >> 1);
  return [bytes[y * width + x] ?? -1, bytes[at] ?? -1, bytes[at + chroma] ?? -1];
}

/** Returns whether a pixel in a row near the middle has these planes. */
export function hasPlanes(picture: CameraPicture, planes: readonly number[]): boolean {
  const columns = Array.from({ length: picture.width }, (_, x) => x);
  return columns.some(x => String(planesAt(picture, x, picture.height / 2 + 20)) === String(planes));
}

/** Returns red, green, blue and alpha of a pixel of RGBA. */
export function pixelAt({ bytes, width }: Pick<CameraPicture, 'bytes' | 'width'>, x: number, y: number): number[] {
  return [...bytes.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** Resolves with red, green and blue of a pixel of a JPEG file, decoded by the page's browser. */
export function jpegColor(page: Page, jpeg: Uint8Array, x: number, y: number): Promise<number[]> {
  return page.evaluate(
    async ([base64, left, top]) => {
      const file = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([file], { type: 'image/jpeg' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(left, top, 1, 1).data.subarray(0, 3) ?? [])];
    },
    [Buffer.from(jpeg).toString('base64'), x, y] as const,
  );
}
