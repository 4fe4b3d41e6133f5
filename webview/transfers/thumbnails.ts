/** Thumbnails of images that were sent or received completely. */
import { isShowable, pictureOf } from '../../src/core/decoders/pictureDecoder.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';
import { host } from '../hostCalls.ts';

/** Twice the displayed size, for high-density screens. */
const heightPixels = 112;
/** Wider thumbnails are cropped at the sides. */
const maxWidthPixels = 4 * heightPixels;

export class Thumbnails {
  /** URLs by transfer; undefined while one is being fetched, and if there is none. */
  readonly #urls = new Map<string, string | undefined>();
  readonly #changed: () => void;
  /** Fetches one after another: decoding takes four bytes per pixel, and hundreds may arrive at once. */
  #fetching: Promise<void> = Promise.resolve();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Returns a URL for `<img>`, as soon as there is one. */
  url({ id, state, mediaType }: PanelTransfer): string | undefined {
    if (state === 'done' && mediaType?.startsWith('image/') && !this.#urls.has(id)) {
      this.#urls.set(id, undefined);
      this.#fetching = this.#fetching.then(() => this.#fetch(id));
    }
    return this.#urls.get(id);
  }

  /** Releases thumbnails that no card shows. */
  keepOnly(shown: readonly PanelTransfer[]): void {
    const ids = new Set(shown.map(({ id }) => id));
    for (const id of [...this.#urls.keys()]) if (!ids.has(id)) this.#forget(id);
  }

  dispose(): void {
    this.keepOnly([]);
  }

  async #fetch(id: string): Promise<void> {
    if (!this.#urls.has(id)) return;
    try {
      const file = await host.thumbnail(id);
      const picture = file && pictureOf(file.bytes);
      // Thumbnails are decoded without a click, and a few bytes from a stranger can claim any size.
      if (!picture || !isShowable(picture)) return;
      const small = await shrunk(new Blob([file.bytes as BlobPart], { type: picture.mediaType }));
      // The card may be gone by now.
      if (!this.#urls.has(id)) return;
      this.#urls.set(id, URL.createObjectURL(small));
      this.#changed();
    } catch {
      // The browser can't read the picture, so the card shows its icon.
    }
  }

  #forget(id: string): void {
    const url = this.#urls.get(id);
    if (url !== undefined) URL.revokeObjectURL(url);
    this.#urls.delete(id);
  }
}

/** Scales a picture down. A photograph of several MB would be decoded again whenever its card is drawn. */
async function shrunk(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture, { resizeHeight: heightPixels, resizeQuality: 'medium' });
  const canvas = new OffscreenCanvas(Math.min(bitmap.width, maxWidthPixels), bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, (canvas.width - bitmap.width) / 2, 0);
  bitmap.close();
  return canvas.convertToBlob();
}
